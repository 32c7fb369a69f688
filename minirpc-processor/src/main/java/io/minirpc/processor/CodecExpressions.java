package io.minirpc.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import io.minirpc.processor.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prints codecs as expressions for one generated class.
 *
 * @param own the codec class being written; null outside codecs
 * @param ownType the type it is for; null outside codecs
 */
record CodecExpressions(@Nullable ClassName own, @Nullable TypeName ownType) {
    static CodecExpressions outsideCodecs() {
        return new CodecExpressions(null, null);
    }

    /** Tells whether the codec should be built once and kept, rather than written down wherever it is used. */
    boolean needsConstant(CodecModel codec) {
        if (codec instanceof CodecModel.Reference reference) {
            return !reference.arguments().isEmpty() && !isOwn(reference);
        }
        return codec instanceof CodecModel.Composite || codec instanceof CodecModel.Enumeration;
    }

    /** Returns the type of the constant or field that keeps it. */
    TypeName constantType(CodecModel codec) {
        if (codec instanceof CodecModel.Enumeration) {
            return ParameterizedTypeName.get(RuntimeNames.SCALAR_CODEC, codec.type());
        }
        if (codec instanceof CodecModel.Reference reference) {
            boolean isLazy = reference.isCyclic();
            ParameterizedTypeName type = (ParameterizedTypeName) reference.type();
            return isLazy
                    ? ParameterizedTypeName.get(RuntimeNames.MESSAGE_CODEC, type)
                    : ParameterizedTypeName.get(
                            reference.codec(), type.typeArguments().toArray(TypeName[]::new));
        }
        return ParameterizedTypeName.get(RuntimeNames.CODEC_BASE, codec.type().box());
    }

    /** Returns the codec as used in methods, where all classes are initialised; for what needs no constant. */
    CodeBlock inMethod(CodecModel codec) {
        if (codec instanceof CodecModel.Reference reference) {
            return isOwn(reference) ? CodeBlock.of("this") : CodeBlock.of("$T.INSTANCE", reference.codec());
        }
        return build(codec);
    }

    /** Returns an expression that builds the codec while classes are being initialised. */
    CodeBlock build(CodecModel codec) {
        if (codec instanceof CodecModel.Constant constant) {
            return CodeBlock.of("$T.$L", RuntimeNames.CODECS, constant.name());
        }
        if (codec instanceof CodecModel.Variable variable) {
            return CodeBlock.of("$L", variable.field());
        }
        if (codec instanceof CodecModel.Enumeration enumeration) {
            return enumeration(enumeration.values());
        }
        if (codec instanceof CodecModel.Composite composite) {
            return composite(composite, CodeBlock.of(""));
        }
        if (codec instanceof CodecModel.Reference reference) {
            return reference(reference);
        }
        CodecModel.Primitive primitive = (CodecModel.Primitive) codec;
        return CodeBlock.of(
                "$T.primitive($T.$L, $L)",
                RuntimeNames.CODECS,
                RuntimeNames.CODECS,
                CodecNames.of(primitive.kind().scalar(primitive.encoding())),
                primitive.kind().boxedZero());
    }

    /** Returns an expression for a codec that others are made of. */
    private CodeBlock part(CodecModel codec) {
        return codec instanceof CodecModel.Composite composite && isCreated(composite)
                ? composite(composite, typeArguments(composite))
                : build(codec);
    }

    private CodeBlock composite(CodecModel.Composite composite, CodeBlock typeArguments) {
        List<CodeBlock> arguments = new ArrayList<>();
        composite.parts().forEach(part -> arguments.add(part(part)));
        if (!composite.supplier().isEmpty()) {
            arguments.add(composite.supplier());
        }
        return CodeBlock.of(
                "$T.$L$L($L)",
                RuntimeNames.CODECS,
                typeArguments,
                composite.factory().method(),
                CodeBlock.join(arguments, ", "));
    }

    /** Returns whether the codec gets the constructor of a collection, from which Eclipse does not infer its type. */
    private static boolean isCreated(CodecModel.Composite composite) {
        return !composite.supplier().isEmpty() && composite.factory() != CodecModel.Factory.ARRAY;
    }

    private static CodeBlock typeArguments(CodecModel.Composite composite) {
        return Stream.concat(composite.parts().stream(), Stream.of(composite))
                .map(part -> CodeBlock.of("$T", part.type().box()))
                .collect(CodeBlock.joining(", ", "<", ">"));
    }

    private CodeBlock reference(CodecModel.Reference reference) {
        boolean isGeneric = !reference.arguments().isEmpty();
        if (isOwn(reference)) {
            return CodeBlock.of(isGeneric ? "this" : "INSTANCE");
        }
        CodeBlock codec = isGeneric
                ? CodeBlock.of(
                        "new $T<>($L)",
                        reference.codec(),
                        CodeBlock.join(
                                reference.arguments().stream().map(this::part).toList(), ", "))
                : CodeBlock.of("$T.INSTANCE", reference.codec());
        return reference.isCyclic() ? CodeBlock.of("$T.lazy(() -> $L)", RuntimeNames.CODECS, codec) : codec;
    }

    static CodeBlock enumeration(EnumModel values) {
        CodeBlock names = strings(values.names());
        if (!values.isCustomised()) {
            CodeBlock comma = CodeBlock.of(values.names().isEmpty() ? "" : ",$W");
            return CodeBlock.of(
                    "$T.enumeration(\n$>$>$T.class$L$L)$<$<", RuntimeNames.CODECS, values.type(), comma, names);
        }
        String numbers = values.constants().stream()
                .map(constant -> String.valueOf(constant.number().value()))
                .collect(Collectors.joining(", "));
        CodeBlock texts =
                strings(values.constants().stream().map(Schema.Constant::name).toList());
        return CodeBlock.of(
                "$T.enumeration(\n$>$>$T.class,\nnew $T {$L},\nnew int[] {$L},\nnew $T {$L})$<$<",
                RuntimeNames.CODECS,
                values.type(),
                ArrayTypeName.of(String.class),
                names,
                numbers,
                ArrayTypeName.of(String.class),
                texts);
    }

    private static CodeBlock strings(List<String> texts) {
        return texts.stream().map(text -> CodeBlock.of("$S", text)).collect(CodeBlock.joining(",$W"));
    }

    private boolean isOwn(CodecModel.Reference reference) {
        return reference.codec().equals(own) && reference.type().equals(ownType);
    }
}

package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the codec of any message, each kind of message by a writer of its own. */
final class CodecWriter {
    private CodecWriter() {}

    /** Writes a codec into another class. */
    static TypeSpec nested(MessageModel model) {
        return write(TypeSpec.classBuilder(model.codec()).addModifiers(Modifier.STATIC, Modifier.FINAL), model, false);
    }

    /** Writes the codec of a type beside it, and those of types that have none of their own into it. */
    static TypeSpec.Builder owned(OwnedModel model) {
        TypeSpec.Builder codec = TypeSpec.classBuilder(model.message().codec()).addModifiers(Modifier.FINAL);
        CodecAnnotation.add(codec, model.message());
        TypeSpec.Builder type = write(codec, model.message(), true).toBuilder();
        for (MessageModel message : model.nested()) {
            TypeSpec.Builder nested =
                    TypeSpec.classBuilder(message.codec()).addModifiers(Modifier.STATIC, Modifier.FINAL);
            CodecAnnotation.add(nested, message);
            type.addType(write(nested, message, false));
        }
        return type;
    }

    private static TypeSpec write(TypeSpec.Builder type, MessageModel model, boolean isTopLevel) {
        if (model instanceof MessageModel.Properties properties) {
            return new PropertiesCodecWriter(type, properties, isTopLevel).write();
        }
        if (model instanceof MessageModel.Alternatives alternatives) {
            return new AlternativesCodecWriter(type, alternatives, isTopLevel).write();
        }
        return writeEnum(type, (MessageModel.Constants) model);
    }

    private static TypeSpec writeEnum(TypeSpec.Builder type, MessageModel.Constants model) {
        TypeName codec = ParameterizedTypeName.get(
                RuntimeNames.SCALAR_CODEC, model.values().type());
        return type.addJavadoc("Codec of {@link $T}.", model.values().type())
                .addField(FieldSpec.builder(codec, "INSTANCE", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc("The only instance.")
                        .initializer(CodecExpressions.enumeration(model.values()))
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .build();
    }

    /** Adds what all codecs of messages begin with. */
    static void begin(
            TypeSpec.Builder type,
            ClassName codec,
            ClassName element,
            TypeName superclass,
            List<MessageModel.Variable> variables,
            boolean isTopLevel) {
        type.addJavadoc("Codec of {@link $T}.", element).superclass(superclass);
        variables.forEach(variable -> type.addTypeVariable(variable.name()));
        if (variables.isEmpty()) {
            FieldSpec.Builder instance = FieldSpec.builder(codec, "INSTANCE", Modifier.STATIC, Modifier.FINAL)
                    .initializer("new $T()", codec);
            if (isTopLevel) {
                instance.addModifiers(Modifier.PUBLIC).addJavadoc("The only instance.");
            }
            type.addField(instance.build());
        }
    }

    static MethodSpec.Builder override(String name) {
        return MethodSpec.methodBuilder(name).addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
    }

    /** Opens the loop over the fields that the reader finds. */
    static void beginFields(MethodSpec.Builder method, String in, String field, CodeBlock end) {
        method.beginControlFlow(
                        "for (int $N = $N.nextField(); $N != $L; $N = $N.nextField())",
                        field,
                        in,
                        field,
                        end,
                        field,
                        in)
                .beginControlFlow("switch ($N)", field);
    }

    static void endFields(MethodSpec.Builder method) {
        method.endControlFlow().endControlFlow();
    }
}

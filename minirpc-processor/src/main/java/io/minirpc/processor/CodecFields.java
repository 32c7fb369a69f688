package io.minirpc.processor;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * The constants, fields and constructor of a generated codec: its JSON names, and the codecs of its fields that are not
 * there yet, static unless they need those of type variables.
 */
final class CodecFields {
    private final CodecExpressions expressions;
    private final List<MessageModel.Variable> variables;
    private final Set<String> qualifiers;
    private final NameAllocator names = new NameAllocator();
    private final CodeBlock.Builder jsonNames = CodeBlock.builder();
    private final CodeBlock.Builder inConstructor = CodeBlock.builder();
    private final TypeSpec.Builder type;

    /** @param parts the codecs of the fields */
    CodecFields(TypeSpec.Builder type, MessageModel.Composed model, List<CodecModel> parts) {
        this.type = type;
        this.expressions = new CodecExpressions(model.codec(), model.type());
        this.variables = model.variables();
        this.qualifiers = Qualifiers.in(model.codec(), parts);
        names.newName("INSTANCE");
        names.newName("FIELDS");
        variables.forEach(variable -> names.newName(variable.field()));
        qualifiers.forEach(names::newName);
    }

    /** Adds the constants of JSON names, and of all of them together. */
    void addJsonNames(List<String> properties, List<String> texts) {
        for (int i = 0; i < properties.size(); i++) {
            String constant = names.newName(Names.constant(properties.get(i)), jsonTag(properties.get(i)));
            type.addField(constant(
                    RuntimeNames.JSON_NAME, constant, CodeBlock.of("$T.of($S)", RuntimeNames.JSON_NAME, texts.get(i))));
            jsonNames.add(i == 0 ? "$L" : ",$W$L", constant);
        }
        type.addField(constant(
                RuntimeNames.JSON_FIELDS,
                "FIELDS",
                CodeBlock.of("$T.of($L)", RuntimeNames.JSON_FIELDS, jsonNames.build())));
    }

    /** Adds a constant or field for the codec, if it needs one. */
    void addCodec(String property, CodecModel codec) {
        if (!expressions.needsConstant(codec)) {
            return;
        }
        boolean isStatic = !codec.usesVariables();
        String suggestion = isStatic ? Names.constant(property) + "_CODEC" : property + "Codec";
        String name = names.newName(suggestion, codecTag(property));
        FieldSpec field;
        if (isStatic) {
            field = constant(expressions.constantType(codec), name, expressions.build(codec));
        } else {
            field = FieldSpec.builder(expressions.constantType(codec), name, Modifier.PRIVATE, Modifier.FINAL)
                    .build();
            inConstructor.addStatement("this.$N = $L", name, expressions.build(codec));
        }
        type.addField(field);
    }

    /** Keeps the codecs of those type variables that are themselves the codec of a property. */
    void addVariables(List<CodecModel> codecs) {
        for (MessageModel.Variable variable : variables) {
            boolean isUsed = codecs.stream()
                    .anyMatch(codec -> codec instanceof CodecModel.Variable used
                            && used.field().equals(variable.field()));
            if (isUsed) {
                type.addField(variableType(variable), variable.field(), Modifier.PRIVATE, Modifier.FINAL);
                inConstructor.addStatement("this.$N = $N", variable.field(), variable.field());
            }
        }
    }

    /**
     * Adds the constructor: private where there is one instance, otherwise open to whoever knows the codecs it needs.
     */
    void addConstructor(CodeBlock superCall, boolean isPublic) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addStatement(superCall);
        if (variables.isEmpty()) {
            constructor.addModifiers(Modifier.PRIVATE);
        } else if (isPublic) {
            constructor.addModifiers(Modifier.PUBLIC);
            constructor.addJavadoc("Creates a codec from those of the type's arguments.");
        }
        for (MessageModel.Variable variable : variables) {
            constructor.addParameter(variableType(variable), variable.field());
        }
        type.addMethod(constructor.addCode(inConstructor.build()).build());
    }

    String jsonName(String property) {
        return names.get(jsonTag(property));
    }

    /** Returns the codec as methods use it. */
    CodeBlock codec(String property, CodecModel codec) {
        return expressions.needsConstant(codec)
                ? CodeBlock.of("$N", names.get(codecTag(property)))
                : expressions.inMethod(codec);
    }

    /** Returns names for local variables, which keep clear of the fields and qualifiers. */
    NameAllocator locals() {
        NameAllocator locals = new NameAllocator();
        qualifiers.forEach(locals::newName);
        type.build().fieldSpecs().stream()
                .filter(field -> !field.modifiers().contains(Modifier.STATIC))
                .forEach(field -> locals.newName(field.name()));
        return locals;
    }

    private static ParameterizedTypeName variableType(MessageModel.Variable variable) {
        return ParameterizedTypeName.get(
                variable.isScalar() ? RuntimeNames.SCALAR_CODEC : RuntimeNames.CODEC_BASE, variable.name());
    }

    private static FieldSpec constant(TypeName type, String name, CodeBlock value) {
        return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(value)
                .build();
    }

    private static String jsonTag(String property) {
        return "json " + property;
    }

    private static String codecTag(String property) {
        return "codec " + property;
    }
}

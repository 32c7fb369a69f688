package io.minirpc.processor;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.minirpc.processor.schema.ScalarKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes the codec of a record, bean or exception: its properties one after the other. */
final class PropertiesCodecWriter {
    /** The parameters that javac allows for a method besides "this", of which two types count twice. */
    private static final int MAX_SLOTS = 254;

    private static final Set<TypeName> SLOTS_OF_TWO = Set.of(TypeName.LONG, TypeName.DOUBLE);

    private final TypeSpec.Builder type;
    private final MessageModel.Properties model;
    private final boolean isTopLevel;
    private final CodecFields fields;
    private final ExceptionCreation creation;

    PropertiesCodecWriter(TypeSpec.Builder type, MessageModel.Properties model, boolean isTopLevel) {
        this.type = type;
        this.model = model;
        this.isTopLevel = isTopLevel;
        this.creation = new ExceptionCreation(model);
        this.fields = new CodecFields(
                type,
                model,
                model.properties().stream().map(PropertyModel::codec).toList());
    }

    TypeSpec write() {
        TypeName superclass = ParameterizedTypeName.get(
                model.isException() ? RuntimeNames.EXCEPTION_CODEC : RuntimeNames.MESSAGE_CODEC, model.type());
        CodecWriter.begin(type, model.codec(), model.element(), superclass, model.variables(), isTopLevel);
        fields.addJsonNames(
                model.properties().stream().map(PropertyModel::name).toList(),
                model.properties().stream().map(PropertyModel::jsonName).toList());
        fields.addVariables(
                model.properties().stream().map(PropertyModel::codec).toList());
        model.properties().forEach(property -> fields.addCodec(property.name(), property.codec()));
        fields.addConstructor(superCall(), isTopLevel);
        type.addMethod(writeMethod())
                .addMethod(readMethod())
                .addMethod(writeJsonMethod())
                .addMethod(readJsonMethod())
                .addMethod(printMethod());
        if (model.isException() && hidesMessage()) {
            type.addMethod(CodecWriter.override("hidesMessage")
                    .returns(boolean.class)
                    .addStatement("return true")
                    .build());
        }
        if (isConstructionShared()) {
            type.addMethod(constructMethod());
        }
        if (creation.isNeeded()) {
            type.addMethod(creation.write());
        }
        return type.build();
    }

    private CodeBlock superCall() {
        return model.isException()
                ? CodeBlock.of("super($S, $T.class)", model.name(), model.element())
                : CodeBlock.of("super($S)", model.name());
    }

    private MethodSpec writeMethod() {
        NameAllocator locals = fields.locals();
        String out = locals.newName("out");
        String value = valueName(locals);
        MethodSpec.Builder method = CodecWriter.override("write")
                .addParameter(model.type(), value)
                .addParameter(RuntimeNames.WIRE_WRITER, out);
        refuseSubclasses(method, value);
        for (PropertyModel property : model.properties()) {
            CodeBlock got = CodeBlock.of("$N.$N()", value, property.getter());
            CodeBlock codec = codec(property);
            int number = property.number();
            switch (Style.of(property.codec())) {
                case PRIMITIVE -> method.addStatement("$N.$L($L, $L)", out, wireWrite(property), number, got);
                case STRING -> method.addStatement("$N.writeString($L, $L)", out, number, got);
                case BYTES -> method.addStatement("$N.writeBytes($L, $L)", out, number, got);
                case MESSAGE -> method.addStatement("$N.writeMessage($L, $L,$W$L)", out, number, got, codec);
                case OTHER -> method.addStatement("$L.writeField($L, $L,$W$N)", codec, number, got, out);
            }
        }
        return method.build();
    }

    /** Begins a method by a check of the class, since the codec knows no property of a subclass. */
    private void refuseSubclasses(MethodSpec.Builder method, String value) {
        if (model.mayHaveSubclasses()) {
            method.beginControlFlow("if ($N.getClass() != $T.class)", value, model.element())
                    .addStatement("throw subclass($N)", value)
                    .endControlFlow();
        }
    }

    private MethodSpec readMethod() {
        NameAllocator locals = fields.locals();
        String in = locals.newName("in");
        MethodSpec.Builder method =
                CodecWriter.override("read").returns(model.type()).addParameter(RuntimeNames.WIRE_READER, in);
        String field = locals.newName("field");
        declareLocals(method, locals);
        if (model.properties().isEmpty()) {
            method.beginControlFlow("while ($N.nextField() != 0)", in)
                    .addStatement("$N.skipField()", in)
                    .endControlFlow();
        } else {
            CodecWriter.beginFields(method, in, field, CodeBlock.of("0"));
            for (PropertyModel property : model.properties()) {
                method.addCode("case $L -> ", property.number());
                String local = locals.get(property);
                CodeBlock codec = codec(property);
                switch (Style.of(property.codec())) {
                    case PRIMITIVE -> method.addStatement("$N = $N.$L()", local, in, wireRead(property));
                    case STRING -> method.addStatement("$N = $N.readString()", local, in);
                    case BYTES -> method.addStatement("$N = $N.readBytes()", local, in);
                    case MESSAGE -> method.addStatement("$N = $N.readMessage($L)", local, in, codec);
                    case OTHER -> method.addStatement("$N = $L.readField($N, $N)", local, codec, in, local);
                }
            }
            method.addStatement("default -> $N.skipField()", in);
            CodecWriter.endFields(method);
        }
        return method.addCode(construct(locals)).build();
    }

    private MethodSpec writeJsonMethod() {
        NameAllocator locals = fields.locals();
        String out = locals.newName("out");
        String value = valueName(locals);
        MethodSpec.Builder method = CodecWriter.override("writeJson")
                .addParameter(model.type(), value)
                .addParameter(RuntimeNames.JSON_WRITER, out);
        refuseSubclasses(method, value);
        method.addStatement("$N.beginObject()", out);
        for (PropertyModel property : model.properties()) {
            CodeBlock got = CodeBlock.of("$N.$N()", value, property.getter());
            String name = fields.jsonName(property.name());
            if (property.codec() instanceof CodecModel.Primitive primitive) {
                method.addStatement("$N.$L($N, $L)", out, primitive.kind().jsonWrite(), name, got);
            } else if (Style.of(property.codec()) == Style.STRING) {
                method.addStatement("$N.writeString($N, $L)", out, name, got);
            } else {
                method.addStatement("$N.writeField($N, $L,$W$L)", out, name, got, codec(property));
            }
        }
        return method.addStatement("$N.endObject()", out).build();
    }

    private MethodSpec readJsonMethod() {
        NameAllocator locals = fields.locals();
        String in = locals.newName("in");
        MethodSpec.Builder method =
                CodecWriter.override("readJson").returns(model.type()).addParameter(RuntimeNames.JSON_READER, in);
        String field = locals.newName("field");
        declareLocals(method, locals);
        method.addStatement("$N.beginObject(FIELDS)", in);
        if (model.properties().isEmpty()) {
            method.addStatement("$N.nextField()", in);
        } else {
            CodecWriter.beginFields(method, in, field, CodeBlock.of("$T.END", RuntimeNames.JSON_READER));
            int index = 0;
            for (PropertyModel property : model.properties()) {
                String local = locals.get(property);
                method.addCode("case $L -> ", index++);
                if (property.codec() instanceof CodecModel.Primitive primitive) {
                    method.addStatement(
                            "$N = $N.$L()", local, in, primitive.kind().jsonRead());
                } else if (Style.of(property.codec()) == Style.STRING) {
                    method.addStatement("$N = $N.readString()", local, in);
                } else {
                    method.addStatement("$N = $N.readValue($L)", local, in, codec(property));
                }
            }
            method.addStatement("default -> throw new $T($N)", AssertionError.class, field);
            CodecWriter.endFields(method);
        }
        return method.addCode(construct(locals)).build();
    }

    private MethodSpec printMethod() {
        NameAllocator locals = fields.locals();
        String out = locals.newName("out");
        String value = valueName(locals);
        MethodSpec.Builder method = CodecWriter.override("print")
                .addParameter(model.type(), value)
                .addParameter(RuntimeNames.TEXT_PRINTER, out)
                .addStatement("$N.begin($S)", out, model.element().simpleName());
        for (PropertyModel property : model.properties()) {
            CodeBlock got = CodeBlock.of("$N.$N()", value, property.getter());
            if (property.isSensitive()) {
                method.addStatement("$N.hidden($S)", out, property.name());
            } else if (property.codec() instanceof CodecModel.Primitive || Style.of(property.codec()) == Style.STRING) {
                method.addStatement("$N.field($S, $L)", out, property.name(), got);
            } else {
                method.addStatement("$N.field($S, $L,$W$L)", out, property.name(), got, codec(property));
            }
        }
        return method.addStatement("$N.end()", out).build();
    }

    private boolean hidesMessage() {
        return model.properties().stream()
                .anyMatch(
                        property -> property.isSensitive() && property.getter().equals("getMessage"));
    }

    private void declareLocals(MethodSpec.Builder method, NameAllocator locals) {
        for (PropertyModel property : model.properties()) {
            String name = locals.newName(property.name(), property);
            method.addStatement("$T $N = $L", property.type(), name, initial(property));
        }
    }

    private CodeBlock initial(PropertyModel property) {
        boolean isVariable = property.codec() instanceof CodecModel.Composite composite
                && composite.isSensitive()
                && composite.parts().get(0) instanceof CodecModel.Variable;
        return isVariable ? CodeBlock.of("$L.absent()", codec(property)) : initial(property.codec());
    }

    private static CodeBlock initial(CodecModel codec) {
        if (codec instanceof CodecModel.Primitive primitive) {
            return primitive.kind().zero();
        }
        if (codec instanceof CodecModel.Composite composite && composite.isSensitive()) {
            return initial(composite.parts().get(0));
        }
        if (codec instanceof CodecModel.Composite composite && composite.isOptional()) {
            return CodeBlock.of("$T.empty()", Optional.class);
        }
        if (codec instanceof CodecModel.PrimitiveOptional optional) {
            return CodeBlock.of("$T.empty()", optional.type());
        }
        if (codec instanceof CodecModel.Variable variable) {
            return CodeBlock.of("$N.absent()", variable.field());
        }
        return CodeBlock.of("null");
    }

    /** Returns the statements that put the local variables together. */
    private CodeBlock construct(NameAllocator locals) {
        if (isConstructionShared()) {
            return CodeBlock.builder()
                    .addStatement("return construct($L)", values(locals))
                    .build();
        }
        return model.isGenerated() ? plainConstruct(locals) : guardedConstruct(locals);
    }

    /**
     * Returns whether both formats put the values together by one method, which keeps the methods that read small
     * enough to be inlined. A bean may have more properties than a method parameters.
     */
    private boolean isConstructionShared() {
        int slots = model.properties().stream()
                .mapToInt(property -> SLOTS_OF_TWO.contains(property.type()) ? 2 : 1)
                .sum();
        return !model.isGenerated() && slots <= MAX_SLOTS;
    }

    private MethodSpec constructMethod() {
        NameAllocator locals = fields.locals();
        MethodSpec.Builder method = MethodSpec.methodBuilder("construct")
                .addModifiers(Modifier.PRIVATE)
                .returns(model.type());
        for (PropertyModel property : model.properties()) {
            method.addParameter(property.type(), locals.newName(property.name(), property));
        }
        return method.addCode(guardedConstruct(locals)).build();
    }

    private CodeBlock guardedConstruct(NameAllocator locals) {
        CodeBlock construction = plainConstruct(locals);
        String refused = locals.newName("refused");
        return CodeBlock.builder()
                .beginControlFlow("try")
                .add(construction)
                .nextControlFlow("catch ($T $N)", RuntimeException.class, refused)
                .addStatement("throw $L", model.isSensitive() ? CodeBlock.of("refusal()") : refusal(refused, locals))
                .endControlFlow()
                .build();
    }

    private CodeBlock refusal(String refused, NameAllocator locals) {
        return CodeBlock.of("refusal($N, FIELDS, new $T[] {$L})", refused, Object.class, values(locals));
    }

    private CodeBlock values(NameAllocator locals) {
        return model.properties().stream()
                .map(property -> CodeBlock.of("$N", locals.get(property)))
                .collect(CodeBlock.joining(",$W"));
    }

    private CodeBlock plainConstruct(NameAllocator locals) {
        CodeBlock created = creation.isNeeded() ? createCall(locals) : constructorCall(locals);
        List<PropertyModel> set = model.properties().stream()
                .filter(property -> property.setter() != null)
                .toList();
        CodeBlock.Builder code = CodeBlock.builder();
        if (set.isEmpty()) {
            return code.addStatement("return $L", created).build();
        }
        String value = valueName(locals);
        code.addStatement("$T $N = $L", model.type(), value, created);
        for (PropertyModel property : set) {
            code.addStatement("$N.$N($N)", value, property.setter(), locals.get(property));
        }
        return code.addStatement("return $N", value).build();
    }

    private CodeBlock createCall(NameAllocator locals) {
        List<CodeBlock> arguments = model.constructor().stream()
                .filter(argument -> !argument.isLiteral())
                .map(argument -> CodeBlock.of("$N", local(argument, locals)))
                .toList();
        return CodeBlock.of("$N($L)", ExceptionCreation.NAME, CodeBlock.join(arguments, ",$W"));
    }

    private CodeBlock constructorCall(NameAllocator locals) {
        List<CodeBlock> arguments = new ArrayList<>();
        for (MessageModel.ConstructorArgument argument : model.constructor()) {
            arguments.add(argument.isLiteral() ? argument.literal() : CodeBlock.of("$N", local(argument, locals)));
        }
        return CodeBlock.of(
                "new $T$L(" + (arguments.size() > 6 ? "$Z" : "") + "$L)",
                model.element(),
                model.type() instanceof ParameterizedTypeName ? "<>" : "",
                CodeBlock.join(arguments, ",$W"));
    }

    private String local(MessageModel.ConstructorArgument argument, NameAllocator locals) {
        return model.properties().stream()
                .filter(property -> property.name().equals(argument.property()))
                .map(locals::get)
                .findFirst()
                .orElseThrow();
    }

    private String valueName(NameAllocator locals) {
        return locals.newName(
                model.isGenerated() ? "args" : Names.lowerFirst(model.element().simpleName()));
    }

    private CodeBlock codec(PropertyModel property) {
        return fields.codec(property.name(), property.codec());
    }

    private static String wireWrite(PropertyModel property) {
        CodecModel.Primitive primitive = (CodecModel.Primitive) property.codec();
        return primitive.kind().wireWrite(primitive.encoding());
    }

    private static String wireRead(PropertyModel property) {
        CodecModel.Primitive primitive = (CodecModel.Primitive) property.codec();
        return primitive.kind().wireRead(primitive.encoding());
    }

    /** Which methods of the reader and writer a property uses. */
    private enum Style {
        PRIMITIVE,
        STRING,
        BYTES,
        MESSAGE,
        OTHER;

        static Style of(CodecModel codec) {
            if (codec instanceof CodecModel.Primitive) {
                return PRIMITIVE;
            }
            if (codec instanceof CodecModel.Scalar scalar && scalar.kind() == ScalarKind.STRING) {
                return STRING;
            }
            if (codec instanceof CodecModel.Scalar scalar && scalar.kind() == ScalarKind.BYTES) {
                return BYTES;
            }
            return codec instanceof CodecModel.Reference reference && reference.isMessage() ? MESSAGE : OTHER;
        }
    }
}

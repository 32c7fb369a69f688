package io.minirpc.processor;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.List;

/** Writes the codec of a sealed interface: a message with one field per leaf, of which one is there. */
final class AlternativesCodecWriter {
    private final TypeSpec.Builder type;
    private final MessageModel.Alternatives model;
    private final boolean isTopLevel;
    private final CodecFields fields;

    AlternativesCodecWriter(TypeSpec.Builder type, MessageModel.Alternatives model, boolean isTopLevel) {
        this.type = type;
        this.model = model;
        this.isTopLevel = isTopLevel;
        this.fields = new CodecFields(
                type, model, model.leaves().stream().map(MessageModel.Leaf::codec).toList());
    }

    TypeSpec write() {
        ParameterizedTypeName superclass = ParameterizedTypeName.get(RuntimeNames.MESSAGE_CODEC, model.type());
        CodecWriter.begin(type, model.codec(), model.element(), superclass, model.variables(), isTopLevel);
        fields.addJsonNames(
                model.leaves().stream().map(MessageModel.Leaf::name).toList(),
                model.leaves().stream().map(MessageModel.Leaf::jsonName).toList());
        fields.addVariables(List.of());
        model.leaves().forEach(leaf -> fields.addCodec(Names.lowerFirst(leaf.name()), leaf.codec()));
        fields.addConstructor(CodeBlock.of("super($S)", model.element().simpleName()), isTopLevel);
        return type.addMethod(writeMethod())
                .addMethod(readMethod())
                .addMethod(writeJsonMethod())
                .addMethod(readJsonMethod())
                .addMethod(printMethod())
                .build();
    }

    private MethodSpec writeMethod() {
        NameAllocator locals = fields.locals();
        String out = locals.newName("out");
        String value = locals.newName(Names.lowerFirst(model.element().simpleName()));
        MethodSpec.Builder method = CodecWriter.override("write")
                .addParameter(model.type(), value)
                .addParameter(RuntimeNames.WIRE_WRITER, out);
        for (MessageModel.Leaf leaf : model.leaves()) {
            String name = branch(method, leaf, value, locals);
            method.addStatement("$N.writeMessage($L, $N,$W$L)", out, leaf.number(), name, codec(leaf));
        }
        return refuseOthers(method, value).build();
    }

    private MethodSpec writeJsonMethod() {
        NameAllocator locals = fields.locals();
        String out = locals.newName("out");
        String value = locals.newName(Names.lowerFirst(model.element().simpleName()));
        MethodSpec.Builder method = CodecWriter.override("writeJson")
                .addParameter(model.type(), value)
                .addParameter(RuntimeNames.JSON_WRITER, out)
                .addStatement("$N.beginObject()", out);
        for (MessageModel.Leaf leaf : model.leaves()) {
            String name = branch(method, leaf, value, locals);
            method.addStatement("$N.writeField($N, $N,$W$L)", out, fields.jsonName(leaf.name()), name, codec(leaf));
        }
        return refuseOthers(method, value).addStatement("$N.endObject()", out).build();
    }

    /** Ends the branches by one for leaves that the sealed interface has got since. */
    private static MethodSpec.Builder refuseOthers(MethodSpec.Builder method, String value) {
        return method.nextControlFlow("else")
                .addStatement("throw unknownLeaf($N)", value)
                .endControlFlow();
    }

    private MethodSpec printMethod() {
        NameAllocator locals = fields.locals();
        String out = locals.newName("out");
        String value = locals.newName(Names.lowerFirst(model.element().simpleName()));
        MethodSpec.Builder method = CodecWriter.override("print")
                .addParameter(model.type(), value)
                .addParameter(RuntimeNames.TEXT_PRINTER, out);
        for (MessageModel.Leaf leaf : model.leaves()) {
            String name = branch(method, leaf, value, locals);
            method.addStatement("$L.print($N, $N)", codec(leaf), name, out);
        }
        return method.endControlFlow().build();
    }

    /** Begins the branch for a leaf and returns the variable it is bound to. */
    private String branch(MethodSpec.Builder method, MessageModel.Leaf leaf, String value, NameAllocator locals) {
        String name = locals.newName(Names.lowerFirst(leaf.name()));
        String test = "if ($N instanceof $T $N)";
        if (leaf.equals(model.leaves().get(0))) {
            method.beginControlFlow(test, value, leaf.type(), name);
        } else {
            method.nextControlFlow("else " + test, value, leaf.type(), name);
        }
        return name;
    }

    private MethodSpec readMethod() {
        NameAllocator locals = fields.locals();
        String in = locals.newName("in");
        String field = locals.newName("field");
        String value = locals.newName(Names.lowerFirst(model.element().simpleName()));
        MethodSpec.Builder method = CodecWriter.override("read")
                .returns(model.type())
                .addParameter(RuntimeNames.WIRE_READER, in)
                .addStatement("$T $N = null", model.type(), value);
        CodecWriter.beginFields(method, in, field, CodeBlock.of("0"));
        for (MessageModel.Leaf leaf : model.leaves()) {
            method.addStatement("case $L -> $N = $N.readMessage($L)", leaf.number(), value, in, codec(leaf));
        }
        method.addStatement("default -> $N.skipField()", in);
        CodecWriter.endFields(method);
        return method.addStatement("return $N", value).build();
    }

    private MethodSpec readJsonMethod() {
        NameAllocator locals = fields.locals();
        String in = locals.newName("in");
        String field = locals.newName("field");
        String value = locals.newName(Names.lowerFirst(model.element().simpleName()));
        MethodSpec.Builder method = CodecWriter.override("readJson")
                .returns(model.type())
                .addParameter(RuntimeNames.JSON_READER, in)
                .addStatement("$T $N = null", model.type(), value)
                .addStatement("$N.beginObject(FIELDS)", in);
        CodecWriter.beginFields(method, in, field, CodeBlock.of("$T.END", RuntimeNames.JSON_READER));
        for (int i = 0; i < model.leaves().size(); i++) {
            CodeBlock codec = codec(model.leaves().get(i));
            method.addStatement("case $L -> $N = $N.readLeaf($N, $L)", i, value, in, value, codec);
        }
        method.addStatement("default -> throw new $T($N)", AssertionError.class, field);
        CodecWriter.endFields(method);
        return method.addStatement("return $N", value).build();
    }

    private CodeBlock codec(MessageModel.Leaf leaf) {
        return fields.codec(Names.lowerFirst(leaf.name()), leaf.codec());
    }
}

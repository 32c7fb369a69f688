package io.minirpc.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
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
                type,
                model,
                model.leaves().stream().map(MessageModel.Leaf::codec).toList());
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
        MethodSpec.Builder method =
                override("write").addParameter(model.type(), value).addParameter(RuntimeNames.WIRE_WRITER, out);
        for (MessageModel.Leaf leaf : model.leaves()) {
            CodeBlock bound = beginBranch(method, leaf, value, locals);
            method.addStatement("$N.writeMessage($L, $L,$W$L)", out, leaf.number(), bound, codec(leaf));
            endBranch(method);
        }
        return refuseOthers(method, value).build();
    }

    private MethodSpec writeJsonMethod() {
        NameAllocator locals = fields.locals();
        String out = locals.newName("out");
        String value = locals.newName(Names.lowerFirst(model.element().simpleName()));
        MethodSpec.Builder method =
                override("writeJson").addParameter(model.type(), value).addParameter(RuntimeNames.JSON_WRITER, out);
        for (MessageModel.Leaf leaf : model.leaves()) {
            CodeBlock bound = beginBranch(method, leaf, value, locals);
            method.addStatement("$N.writeLeaf($N, $L,$W$L)", out, fields.jsonName(leaf.name()), bound, codec(leaf));
            endBranch(method);
        }
        return refuseOthers(method, value).build();
    }

    /** Refuses leaves that the sealed interface has got since. */
    private static MethodSpec.Builder refuseOthers(MethodSpec.Builder method, String value) {
        return method.addStatement("throw unknownLeaf($N)", value);
    }

    private MethodSpec printMethod() {
        NameAllocator locals = fields.locals();
        String out = locals.newName("out");
        String value = locals.newName(Names.lowerFirst(model.element().simpleName()));
        MethodSpec.Builder method =
                override("print").addParameter(model.type(), value).addParameter(RuntimeNames.TEXT_PRINTER, out);
        for (MessageModel.Leaf leaf : model.leaves()) {
            CodeBlock bound = beginBranch(method, leaf, value, locals);
            method.addStatement("$L.print($L, $N)", codec(leaf), bound, out);
            endBranch(method);
        }
        return method.build();
    }

    /**
     * Begins the branch for a leaf and returns the value as the leaf. Branches follow each other, as compilers recurse
     * into those that are in the else of others.
     */
    private static CodeBlock beginBranch(
            MethodSpec.Builder method, MessageModel.Leaf leaf, String value, NameAllocator locals) {
        String name = locals.newName(Names.lowerFirst(leaf.name()));
        TypeName tested = leaf.isFixing() ? withWildcards(leaf.type()) : leaf.type();
        method.beginControlFlow("if ($N instanceof $T $N)", value, tested, name);
        return tested.equals(leaf.type()) ? CodeBlock.of("$N", name) : CodeBlock.of("($T) $N", leaf.type(), name);
    }

    private static void endBranch(MethodSpec.Builder method) {
        method.addStatement("return").endControlFlow();
    }

    private static TypeName withWildcards(TypeName type) {
        if (!(type instanceof ParameterizedTypeName generic)) {
            return type;
        }
        TypeName[] wildcards = generic.typeArguments().stream()
                .map(argument -> WildcardTypeName.subtypeOf(Object.class))
                .toArray(TypeName[]::new);
        return ParameterizedTypeName.get(generic.rawType(), wildcards);
    }

    private MethodSpec readMethod() {
        NameAllocator locals = fields.locals();
        String in = locals.newName("in");
        String field = locals.newName("field");
        String value = locals.newName(Names.lowerFirst(model.element().simpleName()));
        MethodSpec.Builder method = override("read")
                .returns(model.type())
                .addParameter(RuntimeNames.WIRE_READER, in)
                .addStatement("$T $N = null", model.type(), value);
        CodecWriter.beginFields(method, in, field, CodeBlock.of("0"));
        for (MessageModel.Leaf leaf : model.leaves()) {
            CodeBlock cast = leaf.isFixing()
                    ? CodeBlock.of("($T) ($T) ", model.type(), withWildcards(model.type()))
                    : CodeBlock.of("");
            method.addStatement("case $L -> $N = $L$N.readMessage($L)", leaf.number(), value, cast, in, codec(leaf));
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
        MethodSpec.Builder method = override("readJson")
                .returns(model.type())
                .addParameter(RuntimeNames.JSON_READER, in)
                .addStatement("$T $N = null", model.type(), value)
                .addStatement("$N.beginObject(FIELDS)", in);
        CodecWriter.beginFields(method, in, field, CodeBlock.of("$T.END", RuntimeNames.JSON_READER));
        for (int i = 0; i < model.leaves().size(); i++) {
            MessageModel.Leaf leaf = model.leaves().get(i);
            CodeBlock read = leaf.isFixing()
                    ? CodeBlock.of("($T) $N.<$T>readLeaf", model.type(), in, withWildcards(model.type()))
                    : CodeBlock.of("$N.readLeaf", in);
            method.addStatement("case $L -> $N = $L($N, $L)", i, value, read, value, codec(leaf));
        }
        method.addStatement("default -> throw new $T($N)", AssertionError.class, field);
        CodecWriter.endFields(method);
        return method.addStatement("return $N", value).build();
    }

    /** Begins a method, in which leaves that fix an argument of the sealed type are cast to what nobody can check. */
    private MethodSpec.Builder override(String name) {
        MethodSpec.Builder method = CodecWriter.override(name);
        if (model.leaves().stream().anyMatch(MessageModel.Leaf::isFixing)) {
            method.addAnnotation(AnnotationSpec.builder(SuppressWarnings.class)
                    .addMember("value", "$S", "unchecked")
                    .build());
        }
        return method;
    }

    private CodeBlock codec(MessageModel.Leaf leaf) {
        return fields.codec(Names.lowerFirst(leaf.name()), leaf.codec());
    }
}

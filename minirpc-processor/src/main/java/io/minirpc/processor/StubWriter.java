package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeSpec;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/** Writes the client side of an interface. */
final class StubWriter {
    private final InterfaceModel model;
    private final ClassName stub;
    private final ClassName methods;

    StubWriter(InterfaceModel model, ClassName stub, ClassName methods) {
        this.model = model;
        this.stub = stub;
        this.methods = methods;
    }

    TypeSpec.Builder write() {
        TypeSpec.Builder type = TypeSpec.classBuilder(stub)
                .addJavadoc("Client side of {@link $T}: each method is one call on the channel.", model.type())
                .addModifiers(Modifier.FINAL)
                .addSuperinterface(model.type())
                .addField(RuntimeNames.CHANNEL, "channel", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addJavadoc("Creates a stub that calls through the channel.")
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(RuntimeNames.CHANNEL, "channel")
                        .addStatement("this.channel = $T.requireNonNull(channel, $S)", Objects.class, "channel")
                        .build());
        if (!model.memberTypes().isEmpty()) {
            type.alwaysQualify(model.memberTypes().toArray(String[]::new));
        }
        model.methods().forEach(method -> type.addMethod(writeMethod(method)));
        return type;
    }

    /** Returns names for the parameters of a method, which keep clear of the class with the descriptors. */
    private NameAllocator parameterNames(InterfaceModel.Method method) {
        NameAllocator names = new NameAllocator();
        names.newName(methods.simpleName());
        method.signature().parameters().forEach(parameter -> names.newName(parameter.name(), parameter));
        return names;
    }

    private MethodSpec writeMethod(InterfaceModel.Method method) {
        MethodSpec.Builder spec = CodecWriter.override(method.name())
                .returns(method.signature().returns())
                .varargs(method.signature().isVarargs())
                .addExceptions(method.signature().thrown());
        NameAllocator names = parameterNames(method);
        method.signature().parameters().forEach(parameter -> spec.addParameter(parameter.type(), names.get(parameter)));
        boolean isHidden = method.signature().parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("channel"));
        return spec.addStatement(
                        "$L$L.$L($Z$L.$L, $L)",
                        method.signature().isVoid() ? "" : "return ",
                        isHidden ? "this.channel" : "channel",
                        method.signature().isAsync() ? "call" : "callBlocking",
                        generated(methods),
                        method.constant(),
                        arguments(method, names))
                .build();
    }

    /** Returns the name of a generated class, in full where a member type that the stub inherits is called the same. */
    private CodeBlock generated(ClassName type) {
        boolean isHidden = model.memberTypes().contains(methods.simpleName());
        return isHidden ? CodeBlock.of("$L", type.canonicalName()) : CodeBlock.of("$T", type);
    }

    private CodeBlock arguments(InterfaceModel.Method method, NameAllocator names) {
        if (method.signature().parameters().isEmpty()) {
            return CodeBlock.of("null");
        }
        CodeBlock arguments = method.signature().parameters().stream()
                .map(parameter -> CodeBlock.of("$N", names.get(parameter)))
                .collect(CodeBlock.joining(fitsOnOneLine(method) ? ", " : ",$W"));
        return method.wire().arguments().generated() == null
                ? arguments
                : CodeBlock.of(
                        "new $L($L)",
                        generated((ClassName) method.wire().arguments().type()),
                        arguments);
    }

    /** Tells whether descriptor and arguments, in a line of their own, need no further break. */
    private boolean fitsOnOneLine(InterfaceModel.Method method) {
        int length = "        ., new .());".length()
                + 2 * methods.simpleName().length()
                + method.constant().length()
                + (method.wire().arguments().type() instanceof ClassName type
                        ? type.simpleName().length()
                        : 0)
                + method.signature().parameters().stream()
                        .mapToInt(parameter -> parameter.name().length() + 2)
                        .sum();
        return length <= Layout.WIDTH;
    }
}

package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/** Writes the client side of an interface. */
final class StubWriter {
    /** Longer lists of arguments may be broken themselves; shorter ones go to a new line whole. */
    private static final int MAX_UNBROKEN = 40;

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
        model.methods().forEach(method -> type.addMethod(writeMethod(method)));
        return type;
    }

    private MethodSpec writeMethod(InterfaceModel.Method method) {
        MethodSpec.Builder spec = CodecWriter.override(method.name())
                .returns(method.returns())
                .varargs(method.isVarargs())
                .addExceptions(method.thrown());
        method.parameters().forEach(parameter -> spec.addParameter(parameter.type(), parameter.name()));
        boolean isHidden = method.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("channel"));
        return spec.addStatement(
                        "$L$L.$L($T.$L,$W$L)",
                        method.isVoid() ? "" : "return ",
                        isHidden ? "this.channel" : "channel",
                        method.shape() == InterfaceModel.Shape.ASYNC ? "call" : "callBlocking",
                        methods,
                        method.constant(),
                        arguments(method))
                .build();
    }

    private static CodeBlock arguments(InterfaceModel.Method method) {
        if (method.parameters().isEmpty()) {
            return CodeBlock.of("null");
        }
        int length = method.parameters().stream()
                .mapToInt(parameter -> parameter.name().length() + 2)
                .sum();
        CodeBlock names = method.parameters().stream()
                .map(parameter -> CodeBlock.of("$N", parameter.name()))
                .collect(CodeBlock.joining(length > MAX_UNBROKEN ? ",$W" : ", "));
        return method.arguments().generated() == null
                ? names
                : CodeBlock.of("new $T($L)", method.arguments().type(), names);
    }
}

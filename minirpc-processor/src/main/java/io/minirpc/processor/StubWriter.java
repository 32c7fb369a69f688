package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
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

    private MethodSpec writeMethod(InterfaceModel.Method method) {
        MethodSpec.Builder spec = CodecWriter.override(method.name())
                .returns(method.signature().returns())
                .varargs(method.signature().isVarargs())
                .addExceptions(method.signature().thrown());
        method.signature().parameters().forEach(parameter -> spec.addParameter(parameter.type(), parameter.name()));
        boolean isHidden = method.signature().parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("channel"));
        return spec.addStatement(
                        "$L$L.$L($Z$T.$L, $L)",
                        method.signature().isVoid() ? "" : "return ",
                        isHidden ? "this.channel" : "channel",
                        method.signature().isAsync() ? "call" : "callBlocking",
                        methods,
                        method.constant(),
                        arguments(method))
                .build();
    }

    private CodeBlock arguments(InterfaceModel.Method method) {
        if (method.signature().parameters().isEmpty()) {
            return CodeBlock.of("null");
        }
        CodeBlock names = method.signature().parameters().stream()
                .map(parameter -> CodeBlock.of("$N", parameter.name()))
                .collect(CodeBlock.joining(fitsOnOneLine(method) ? ", " : ",$W"));
        return method.wire().arguments().generated() == null
                ? names
                : CodeBlock.of("new $T($L)", method.wire().arguments().type(), names);
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

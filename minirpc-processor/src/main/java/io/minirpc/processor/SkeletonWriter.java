package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/** Writes the server side of an interface. */
final class SkeletonWriter {
    private final InterfaceModel model;
    private final ClassName skeleton;
    private final ClassName methods;

    SkeletonWriter(InterfaceModel model, ClassName skeleton, ClassName methods) {
        this.model = model;
        this.skeleton = skeleton;
        this.methods = methods;
    }

    TypeSpec.Builder write() {
        return TypeSpec.classBuilder(skeleton)
                .addJavadoc("Server side of {@link $T}: decoded arguments in, results out.", model.type())
                .addModifiers(Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .addMethod(bindMethod());
    }

    private MethodSpec bindMethod() {
        MethodSpec.Builder bind = MethodSpec.methodBuilder("bind")
                .addJavadoc("Binds the methods of the service to {@code service}.")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(RuntimeNames.SERVICE_BINDING)
                .addParameter(model.type(), "service")
                .addStatement("$T.requireNonNull(service, $S)", Objects.class, "service")
                .addStatement(
                        "$T binding = $T.builder($T.SERVICE)",
                        RuntimeNames.SERVICE_BINDING.nestedClass("Builder"),
                        RuntimeNames.SERVICE_BINDING,
                        methods);
        for (InterfaceModel.Method method : model.methods()) {
            CodeBlock call =
                    CodeBlock.of("binding.$L($T.$L, $L);\n", kind(method), methods, method.constant(), handler(method));
            bind.addCode(call);
        }
        return bind.addStatement("return binding.build()").build();
    }

    private static String kind(InterfaceModel.Method method) {
        String shape = method.signature().isAsync() ? "async" : "blocking";
        return method.options().isInline() ? "inline" + Names.upperFirst(shape) : shape;
    }

    private static CodeBlock handler(InterfaceModel.Method method) {
        boolean isMessage = method.wire().arguments().codec() != null;
        if (isMessage && !method.signature().isVoid()) {
            return CodeBlock.of("service::$N", method.name());
        }
        String lambda =
                method.signature().parameters().isEmpty() ? "nothing" : isMessage ? messageName(method) : "args";
        CodeBlock arguments = isMessage
                ? CodeBlock.of("$N", lambda)
                : method.signature().parameters().stream()
                        .map(parameter -> CodeBlock.of("args.$N()", parameter.component()))
                        .collect(CodeBlock.joining(
                                method.signature().parameters().size() > 4 ? ",$W" : ", "));
        CodeBlock call = CodeBlock.of("service.$N($L)", method.name(), arguments);
        return method.signature().isVoid()
                ? CodeBlock.of("$L -> {\n$>$L;\nreturn null;\n$<}", lambda, call)
                : CodeBlock.of("$L ->$W$L", lambda, call);
    }

    private static String messageName(InterfaceModel.Method method) {
        String name = method.signature().parameters().get(0).name();
        return name.equals("service") || name.equals("binding") ? "message" : name;
    }
}

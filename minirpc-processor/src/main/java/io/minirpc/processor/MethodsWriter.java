package io.minirpc.processor;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.minirpc.annotation.Hedge;
import io.minirpc.annotation.RateLimit;
import io.minirpc.annotation.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Modifier;

/** Writes what both sides of an interface know: descriptors of the methods, their arguments, and codecs. */
final class MethodsWriter {
    private final InterfaceModel model;
    private final ClassName methods;
    private final CodecExpressions expressions = CodecExpressions.outsideCodecs();
    private final NameAllocator names = new NameAllocator();

    MethodsWriter(InterfaceModel model, ClassName methods) {
        this.model = model;
        this.methods = methods;
        names.newName("SERVICE");
        model.methods().forEach(method -> names.newName(method.constant()));
    }

    TypeSpec.Builder write() {
        TypeSpec.Builder type = TypeSpec.classBuilder(methods)
                .addJavadoc(
                        "The methods of {@link $T} as both sides of a call know them: names, arguments, codecs.",
                        model.type())
                .addModifiers(Modifier.FINAL)
                .addField(FieldSpec.builder(String.class, "SERVICE")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc("The name of the service.")
                        .initializer("$S", model.service())
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        for (InterfaceModel.Method method : model.methods()) {
            CodeBlock arguments = argumentsCodec(type, method);
            CodeBlock reply =
                    kept(type, method.constant() + "_REPLY", method.wire().reply());
            type.addField(descriptor(method, arguments, reply));
            MessageModel.Properties generated = method.wire().arguments().generated();
            if (generated != null) {
                type.addType(record(method, generated));
                type.addType(CodecWriter.nested(generated));
            }
        }
        model.nested().forEach(message -> type.addType(CodecWriter.nested(message)));
        return type;
    }

    private CodeBlock argumentsCodec(TypeSpec.Builder type, InterfaceModel.Method method) {
        MessageModel.Properties generated = method.wire().arguments().generated();
        if (generated != null) {
            return CodeBlock.of("$T.INSTANCE", generated.codec());
        }
        CodecModel codec = method.wire().arguments().codec();
        return codec == null
                ? CodeBlock.of("$T.NOTHING", RuntimeNames.CODECS)
                : kept(type, method.constant() + "_ARGUMENTS", codec);
    }

    /** Returns the codec as an argument, by way of a constant where Java could not tell its type otherwise. */
    private CodeBlock kept(TypeSpec.Builder type, String suggestion, CodecModel codec) {
        if (!codec.needsTarget()) {
            return expressions.build(codec);
        }
        String name = names.newName(suggestion);
        type.addField(FieldSpec.builder(expressions.constantType(codec), name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(expressions.build(codec))
                .build());
        return CodeBlock.of("$N", name);
    }

    private FieldSpec descriptor(InterfaceModel.Method method, CodeBlock arguments, CodeBlock reply) {
        TypeName type = ParameterizedTypeName.get(
                RuntimeNames.METHOD_DESCRIPTOR,
                method.wire().arguments().type(),
                method.signature().result());
        CodeBlock.Builder value = CodeBlock.builder()
                .add(
                        "\n$>$>$T.builder($ZSERVICE, $S, $L, $L)",
                        RuntimeNames.METHOD_DESCRIPTOR,
                        method.wire().name(),
                        arguments,
                        reply);
        List<CodeBlock> options = options(method);
        options.forEach(option -> value.add("\n$>$>$L$<$<", option));
        value.add(options.isEmpty() ? ".build()$<$<" : "\n$>$>.build()$<$<$<$<");
        return FieldSpec.builder(type, method.constant())
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("$L.", link(method))
                .initializer(value.build())
                .build();
    }

    private static List<CodeBlock> options(InterfaceModel.Method method) {
        List<CodeBlock> options = new ArrayList<>();
        method.wire().declared().forEach(codec -> options.add(CodeBlock.of(".declares($T.INSTANCE)", codec)));
        if (method.options().timeoutMillis() != 0) {
            options.add(
                    CodeBlock.of(".timeoutMillis($L)", literal(method.options().timeoutMillis())));
        }
        InterfaceModel.Parameter key = method.options().hashKey();
        if (key != null) {
            options.add(
                    CodeBlock.of(".hashKey($T::$L)", method.wire().arguments().type(), key.component()));
        }
        addPolicies(method.options().policies(), options);
        return options;
    }

    private static void addPolicies(Policies policies, List<CodeBlock> options) {
        if (policies.isIdempotent()) {
            options.add(CodeBlock.of(".idempotent()"));
        }
        Retry retry = policies.retry();
        if (retry != null) {
            options.add(CodeBlock.of(
                    ".policy($T.ofMillis($L, $L, $L))",
                    RuntimeNames.RETRY_POLICY,
                    retry.maxAttempts(),
                    literal(retry.initialBackoffMillis()),
                    literal(retry.maxBackoffMillis())));
        }
        Hedge hedge = policies.hedge();
        if (hedge != null) {
            options.add(CodeBlock.of(
                    ".policy($T.ofMillis($L, $L))",
                    RuntimeNames.HEDGE_POLICY,
                    literal(hedge.delayMillis()),
                    hedge.maxAttempts()));
        }
        RateLimit limit = policies.rateLimit();
        if (limit != null) {
            options.add(CodeBlock.of(
                    ".policy($T.ofPerSecond($L, $L))",
                    RuntimeNames.RATE_LIMIT_POLICY,
                    literal(limit.perSecond()),
                    literal(limit.burst())));
        }
    }

    /** Returns a number as a person would write it: {@code 2_000}, {@code 0.5}. */
    private static String literal(double number) {
        return number == Math.rint(number)
                ? String.format(Locale.ROOT, "%,d", (long) number).replace(',', '_')
                : String.valueOf(number);
    }

    /** Returns a link to a method, with the types of its parameters as they are declared, which overloads need. */
    private CodeBlock link(InterfaceModel.Method method) {
        List<CodeBlock> types = new ArrayList<>();
        for (InterfaceModel.Parameter parameter : method.signature().parameters()) {
            boolean isVarargs = method.signature().isVarargs()
                    && types.size() == method.signature().parameters().size() - 1;
            types.add(
                    isVarargs
                            ? CodeBlock.of("$T...", ((ArrayTypeName) parameter.erasure()).componentType())
                            : CodeBlock.of("$T", parameter.erasure()));
        }
        return CodeBlock.of("{@link $T#$L($L)}", model.type(), method.name(), CodeBlock.join(types, ", "));
    }

    private TypeSpec record(InterfaceModel.Method method, MessageModel.Properties arguments) {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        method.signature()
                .parameters()
                .forEach(parameter -> components.addParameter(parameter.type(), parameter.component()));
        TypeSpec.Builder record = TypeSpec.recordBuilder(arguments.element().simpleName())
                .addJavadoc("Arguments of $L.", link(method))
                .addModifiers(Modifier.PUBLIC)
                .recordConstructor(components.build());
        if (arguments.isSensitive()) {
            record.addMethod(CodecWriter.override("toString")
                    .returns(String.class)
                    .addStatement("return $T.print($T.INSTANCE, this)", RuntimeNames.TEXT_PRINTER, arguments.codec())
                    .build());
        }
        return record.build();
    }
}

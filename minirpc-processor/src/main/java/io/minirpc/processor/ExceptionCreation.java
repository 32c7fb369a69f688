package io.minirpc.processor;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Writes how an exception is made where a constructor call alone will not do: it takes a message, to which it may add,
 * or a cause, which it may refuse to be null.
 */
final class ExceptionCreation {
    static final String NAME = "create";

    private static final String MESSAGE = "message";

    private final MessageModel.Properties model;

    ExceptionCreation(MessageModel.Properties model) {
        this.model = model;
    }

    /** Returns whether the exception is made by the method that this writes. */
    boolean isNeeded() {
        return model.isException() && (takesMessage() || cause() != null);
    }

    private boolean takesMessage() {
        return model.constructor().stream().anyMatch(ExceptionCreation::isMessage);
    }

    private static boolean isMessage(MessageModel.ConstructorArgument argument) {
        return argument.property().equals(MESSAGE);
    }

    /** Returns the first argument that something can stand in for. */
    private MessageModel.@Nullable ConstructorArgument cause() {
        return model.constructor().stream()
                .filter(MessageModel.ConstructorArgument::hasStandIn)
                .findFirst()
                .orElse(null);
    }

    /** Returns the method, which takes the properties that the constructor takes, in its order. */
    MethodSpec write() {
        NameAllocator locals = new NameAllocator();
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(NAME).addModifiers(Modifier.PRIVATE).returns(model.type());
        for (MessageModel.ConstructorArgument argument : model.constructor()) {
            if (!argument.isLiteral()) {
                method.addParameter(property(argument).type(), locals.newName(argument.property(), argument));
            }
        }
        String text = locals.newName("text");
        CodeBlock message = model.constructor().stream()
                .filter(ExceptionCreation::isMessage)
                .findFirst()
                .map(argument -> CodeBlock.of("$N", locals.get(argument)))
                .orElse(CodeBlock.of("null"));
        MessageModel.ConstructorArgument cause = cause();
        if (cause == null) {
            CodeBlock made = construction(locals, text, null, "");
            return method.addStatement("return restore($L, $N ->$W$L)", message, text, made)
                    .build();
        }
        String name = locals.newName("cause");
        return method.addStatement(
                        "return restore($L,$W($T $N, $T $N) ->$W$L,$W$L)",
                        message,
                        String.class,
                        text,
                        cause.standIn(),
                        name,
                        construction(locals, text, cause, name),
                        CodeBlock.of("$T::new", cause.standIn()))
                .build();
    }

    private PropertyModel property(MessageModel.ConstructorArgument argument) {
        return model.properties().stream()
                .filter(property -> property.name().equals(argument.property()))
                .findFirst()
                .orElseThrow();
    }

    private CodeBlock construction(
            NameAllocator locals, String text, MessageModel.@Nullable ConstructorArgument cause, String causeName) {
        List<CodeBlock> arguments = new ArrayList<>();
        for (MessageModel.ConstructorArgument argument : model.constructor()) {
            if (isMessage(argument)) {
                arguments.add(CodeBlock.of("$N", text));
            } else if (argument.equals(cause)) {
                arguments.add(CodeBlock.of("$N", causeName));
            } else {
                arguments.add(argument.isLiteral() ? argument.literal() : CodeBlock.of("$N", locals.get(argument)));
            }
        }
        return CodeBlock.of("new $T($L)", model.element(), CodeBlock.join(arguments, ",$W"));
    }
}

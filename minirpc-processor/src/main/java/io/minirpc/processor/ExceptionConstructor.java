package io.minirpc.processor;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * The constructor that makes a declared exception again: the one with the most parameters, all of them named after
 * something that can be read from the exception; a cause does not travel and is null.
 *
 * @param properties the properties it takes, {@code message} among them
 */
record ExceptionConstructor(
        ExecutableElement element, List<MessageModel.ConstructorArgument> arguments, List<String> properties) {
    /** What people and the JDK call the text of an exception. */
    private static final Set<String> MESSAGE_NAMES = Set.of("message", "msg", "detailMessage", "s");

    static @Nullable ExceptionConstructor choose(
            JavaTypes java, DeclaredType type, List<BeanMembers.Property> properties) {
        List<ExecutableElement> constructors =
                ElementFilter.constructorsIn(type.asElement().getEnclosedElements());
        Comparator<ExceptionConstructor> byUse = Comparator.<ExceptionConstructor>comparingInt(
                        candidate -> candidate.properties().size())
                .thenComparing(candidate -> -candidate.arguments().size());
        ExceptionConstructor best = null;
        for (ExecutableElement constructor : constructors) {
            boolean isUsable = JavaTypes.is(constructor, Modifier.PUBLIC)
                    && constructor.getThrownTypes().stream().noneMatch(java::isChecked);
            ExceptionConstructor candidate = isUsable ? match(java, type, constructor, constructors, properties) : null;
            if (candidate != null && (best == null || byUse.compare(candidate, best) > 0)) {
                best = candidate;
            }
        }
        return best;
    }

    /** Returns null where a parameter is nothing that can be read. */
    private static @Nullable ExceptionConstructor match(
            JavaTypes java,
            DeclaredType type,
            ExecutableElement constructor,
            List<ExecutableElement> all,
            List<BeanMembers.Property> properties) {
        List<MessageModel.ConstructorArgument> arguments = new ArrayList<>();
        List<String> used = new ArrayList<>();
        for (VariableElement parameter : constructor.getParameters()) {
            String property = property(java, type, parameter, properties, used);
            if (property != null) {
                used.add(property);
                arguments.add(MessageModel.ConstructorArgument.property(property));
            } else if (isCause(java, parameter)) {
                boolean isAmbiguous = all.stream()
                        .anyMatch(other -> other != constructor
                                && other.getParameters().size()
                                        == constructor.getParameters().size());
                arguments.add(MessageModel.ConstructorArgument.literal(
                        isAmbiguous ? CodeBlock.of("($T) null", parameter.asType()) : CodeBlock.of("null")));
            } else {
                return null;
            }
        }
        return new ExceptionConstructor(constructor, List.copyOf(arguments), List.copyOf(used));
    }

    private static @Nullable String property(
            JavaTypes java,
            DeclaredType type,
            VariableElement parameter,
            List<BeanMembers.Property> properties,
            List<String> used) {
        String name = parameter.getSimpleName().toString();
        for (BeanMembers.Property property : properties) {
            if (property.name.equalsIgnoreCase(name) && property.getter != null) {
                TypeMirror read = java.memberType(type, property.getter);
                return java.types.isAssignable(read, parameter.asType()) ? property.name : null;
            }
        }
        boolean isText = java.types.isSameType(
                parameter.asType(),
                java.elements.getTypeElement("java.lang.String").asType());
        boolean isMessage = MESSAGE_NAMES.contains(name) || hasNoName(java, parameter);
        return isText && isMessage && !used.contains("message") ? "message" : null;
    }

    private static boolean isCause(JavaTypes java, VariableElement parameter) {
        boolean isThrowable = java.isSubtype(parameter.asType(), "java.lang.Throwable");
        return isThrowable && (parameter.getSimpleName().contentEquals("cause") || hasNoName(java, parameter));
    }

    /** Tells whether the name is one the compiler made up, as class files often lack it. */
    private static boolean hasNoName(JavaTypes java, VariableElement parameter) {
        boolean isMadeUp = !java.isSource(parameter)
                && parameter.getSimpleName().toString().matches("arg\\d+");
        return isMadeUp || JavaTypes.isJdk(JavaTypes.outermost(parameter));
    }
}

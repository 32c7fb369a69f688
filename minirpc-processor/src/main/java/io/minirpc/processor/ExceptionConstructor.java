package io.minirpc.processor;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * The constructor that makes a declared exception again: the one with the most parameters, all of them named after
 * something that can be read from the exception; causes do not travel and are null, or something stands in for them.
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
            boolean hasNoName = hasNoName(java, constructor, parameter);
            String property = property(java, type, parameter, hasNoName, properties, used);
            if (property != null) {
                used.add(property);
                arguments.add(MessageModel.ConstructorArgument.property(property));
            } else if (isCause(java, parameter)) {
                boolean isAmbiguous = all.stream()
                        .anyMatch(other -> other != constructor
                                && other.getParameters().size()
                                        == constructor.getParameters().size());
                MessageModel.ConstructorArgument none = MessageModel.ConstructorArgument.literal(
                        isAmbiguous ? CodeBlock.of("($T) null", parameter.asType()) : CodeBlock.of("null"));
                arguments.add(hasTextConstructor(java, parameter) ? none.or(TypeName.get(parameter.asType())) : none);
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
            boolean hasNoName,
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
        boolean isMessage = hasNoName || MESSAGE_NAMES.contains(name);
        return isText && isMessage && !used.contains("message") ? "message" : null;
    }

    private static boolean isCause(JavaTypes java, VariableElement parameter) {
        return java.isSubtype(parameter.asType(), "java.lang.Throwable");
    }

    /** Returns whether an instance of a parameter's class can be made from a message, to stand in for a cause. */
    private static boolean hasTextConstructor(JavaTypes java, VariableElement cause) {
        if (!(cause.asType() instanceof DeclaredType type)) {
            return false;
        }
        TypeElement element = JavaTypes.element(type);
        TypeMirror string = java.elements.getTypeElement("java.lang.String").asType();
        return JavaTypes.isPublic(element)
                && !JavaTypes.is(element, Modifier.ABSTRACT)
                && ElementFilter.constructorsIn(element.getEnclosedElements()).stream()
                        .filter(constructor -> JavaTypes.is(constructor, Modifier.PUBLIC))
                        .filter(constructor -> constructor.getThrownTypes().isEmpty())
                        .anyMatch(constructor -> constructor.getParameters().size() == 1
                                && java.types.isSameType(
                                        constructor.getParameters().get(0).asType(), string));
    }

    /** Tells whether the name is one the compiler made up, as class files often lack it. */
    private static boolean hasNoName(JavaTypes java, ExecutableElement constructor, VariableElement parameter) {
        boolean isMadeUp = !java.isSource(constructor)
                && parameter.getSimpleName().toString().matches("arg\\d+");
        return isMadeUp || JavaTypes.isJdk(JavaTypes.outermost(constructor));
    }
}

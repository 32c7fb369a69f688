package io.minirpc.processor;

import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import org.jspecify.annotations.Nullable;

/** The content of an exception beside its message and its causes, which do not travel. */
final class ExceptionState {
    /** The getters of {@code Throwable}, of whose answers only the message travels. */
    private static final Set<String> OF_THROWABLE =
            Set.of("getCause", "getStackTrace", "getSuppressed", "getLocalizedMessage");

    private final JavaTypes java;
    private final Reporter reporter;
    private final DeclaredType type;
    private final Place from;

    ExceptionState(JavaTypes java, Reporter reporter, DeclaredType type, Place from) {
        this.java = java;
        this.reporter = reporter;
        this.type = type;
        this.from = from;
    }

    /** Returns the properties that travel, or would be lost. */
    List<BeanMembers.Property> read() {
        return BeanMembers.of(java, type, true).stream()
                .filter(property -> !isOfThrowable(property) && !isCause(property) && !BeanReader.isIgnored(property))
                .toList();
    }

    private static boolean isOfThrowable(BeanMembers.Property property) {
        ExecutableElement getter = property.getter;
        String name = getter == null ? "" : getter.getSimpleName().toString();
        return OF_THROWABLE.contains(name) || (name.equals("getMessage") && isOfJdk(getter));
    }

    private boolean isCause(BeanMembers.Property property) {
        Element member = property.getter != null ? property.getter : property.field;
        return member != null
                && java.isSubtype(java.memberType(type, member), "java.lang.Throwable")
                && (isOfJdk(member) || property.name.equals("cause"));
    }

    private static boolean isOfJdk(@Nullable Element member) {
        return member != null && JavaTypes.isJdk(JavaTypes.outermost(member));
    }

    /** Reports a property that does not travel, unless it is worked out by its getter. */
    void reportLost(BeanMembers.Property property) {
        Element member = holder(property);
        if (member == null) {
            return;
        }
        awaitLombok();
        String name = member instanceof ExecutableElement ? member.getSimpleName() + "()" : property.name;
        String shown = JavaTypes.shortName(JavaTypes.element(type)) + "." + name;
        Place place = java.property(type, name, member, from);
        reporter.report(place, Problem.EXCEPTION_PROPERTY, shown, advice(property, member));
    }

    /** Notes that Lombok may add the getter or constructor that is missing. */
    void awaitLombok() {
        if (JavaTypes.isExtendedByLombok(java.hierarchy(type))) {
            reporter.unfinished();
        }
    }

    private String advice(BeanMembers.Property property, Element member) {
        TypeElement element = JavaTypes.element(type);
        if (java.isSource(member)) {
            return property.getter != null
                    ? "make it a parameter of the public constructor, add a setter, or annotate it with @RpcIgnore"
                    : "add a getter and make it a parameter of the public constructor, or annotate it with @RpcIgnore";
        }
        return java.isSource(element)
                ? "make it a parameter of the public constructor, or override its getter and annotate that with @RpcIgnore"
                : "declare an exception of your own that has it, or a superclass";
    }

    /** Returns the field of a property, or the getter in a class of the JDK, whose fields are not to be seen. */
    private @Nullable Element holder(BeanMembers.Property property) {
        ExecutableElement getter = property.getter;
        return isOfJdk(getter) ? getter : field(property);
    }

    /** Returns the field unless nobody outside its class file can read it. */
    private @Nullable Element field(BeanMembers.Property property) {
        Element field = property.field;
        if (field == null || JavaTypes.is(field, Modifier.PUBLIC) || java.isSource(field)) {
            return field;
        }
        return property.getter != null && !isOfJdk(field) ? field : null;
    }
}

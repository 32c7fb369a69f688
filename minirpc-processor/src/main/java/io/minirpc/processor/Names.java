package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Names of generated things. */
final class Names {
    private Names() {}

    /** Returns the class generated beside a type: {@code Outer_UserStub} for {@code Outer.User}. */
    static ClassName beside(TypeElement type, String suffix) {
        ClassName name = ClassName.get(type);
        return ClassName.get(name.packageName(), String.join("_", name.simpleNames()) + suffix);
    }

    /** Returns a name of the type for use in other names: {@code PageOfUser}, {@code MapOfStringAndInteger}. */
    static String flat(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return flat(array.getComponentType()) + "Array";
        }
        if (type instanceof DeclaredType declared) {
            String name = declared.asElement().getSimpleName().toString();
            String arguments =
                    declared.getTypeArguments().stream().map(Names::flat).collect(Collectors.joining("And"));
            return arguments.isEmpty() ? name : name + "Of" + arguments;
        }
        return upperFirst(JavaTypes.display(type));
    }

    /** Returns {@code USER_ID} for {@code userId}, {@code URL_PATH} for {@code URLPath}. */
    static String constant(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toUpperCase(Locale.ROOT);
    }

    static String upperFirst(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** Returns {@code user} for {@code User}, {@code url} for {@code URL}, {@code xmlFile} for {@code XMLFile}. */
    static String lowerFirst(String name) {
        int capitals = 0;
        while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
            capitals++;
        }
        int lower = capitals > 1 && capitals < name.length() ? capitals - 1 : capitals;
        return name.substring(0, lower).toLowerCase(Locale.ROOT) + name.substring(lower);
    }

    /** Returns {@code "a record"}, {@code "an enum"}. */
    static String article(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }
}

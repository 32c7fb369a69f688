package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import io.minirpc.annotation.RpcMethod;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ExecutableElement;
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

    /**
     * Returns what the constant and the arguments of a method are named after: its name on the wire where that is set,
     * which tells it from overloads, without the characters that Java does not have.
     */
    static String generated(ExecutableElement method) {
        RpcMethod settings = method.getAnnotation(RpcMethod.class);
        if (settings == null || settings.name().isEmpty()) {
            return method.getSimpleName().toString();
        }
        String[] words = settings.name().split("[^A-Za-z0-9_]+");
        String name = words.length == 0
                ? ""
                : words[0] + Stream.of(words).skip(1).map(Names::upperFirst).collect(Collectors.joining());
        return SourceVersion.isIdentifier(name) && !name.equals("_") ? name : method.getSimpleName() + "_" + name;
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

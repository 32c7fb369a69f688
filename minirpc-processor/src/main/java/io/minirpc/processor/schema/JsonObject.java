package io.minirpc.processor.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The members of an object that is being read. Each is asked for once; in the end nothing may be left, since a member
 * that is not understood may change what the others mean.
 */
final class JsonObject {
    private final JsonValue value;
    private final String path;
    private final Map<String, JsonValue> unread = new HashMap<>();

    private JsonObject(JsonValue value, String path) {
        this.value = value;
        this.path = path;
    }

    /** Reads an object whole. */
    static <T> T read(JsonValue value, String path, Function<JsonObject, T> reader) {
        JsonObject object = new JsonObject(value, path);
        if (!(value.content() instanceof Map<?, ?> members)) {
            throw object.unexpected(value, "", "an object");
        }
        members.forEach((name, member) -> object.unread.put((String) name, (JsonValue) member));
        T result = reader.apply(object);
        object.unread.entrySet().stream().min(Map.Entry.comparingByKey()).ifPresent(member -> {
            String problem = "a member that this version does not know";
            throw object.failure(member.getValue().line(), member.getKey(), problem);
        });
        return result;
    }

    boolean has(String name) {
        return unread.containsKey(name);
    }

    String string(String name) {
        JsonValue member = take(name);
        return string(member, name);
    }

    List<String> strings(String name) {
        return list(name, this::string);
    }

    int number(String name) {
        JsonValue member = take(name);
        if (member.content() instanceof Integer number) {
            return number;
        }
        throw unexpected(member, name, "a number");
    }

    /** Returns whether a flag is set, which is left out where it is not. */
    boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        JsonValue member = take(name);
        if (member.content() instanceof Boolean) {
            return true;
        }
        throw unexpected(member, name, "true");
    }

    Kind kind(String name) {
        JsonValue member = take(name);
        return kind(member, name);
    }

    Kind.Named named(String name) {
        JsonValue member = take(name);
        return named(member, name);
    }

    List<Kind.Named> allNamed(String name) {
        return list(name, this::named);
    }

    <T> T object(String name, Function<JsonObject, T> reader) {
        JsonValue member = take(name);
        return read(member, below(name), reader);
    }

    <T> List<T> objects(String name, Function<JsonObject, T> reader) {
        return list(name, (element, step) -> read(element, below(step), reader));
    }

    /** Returns an error about a member, or about the object where the name is empty. */
    SchemaSyntaxException failure(String name, String problem) {
        return failure(value.line(), name, problem);
    }

    private interface ElementReader<T> {
        T read(JsonValue element, String step);
    }

    private <T> List<T> list(String name, ElementReader<T> reader) {
        JsonValue member = take(name);
        if (!(member.content() instanceof List<?> elements)) {
            throw unexpected(member, name, "an array");
        }
        List<T> list = new ArrayList<>();
        for (Object element : elements) {
            list.add(reader.read((JsonValue) element, name + "[" + list.size() + "]"));
        }
        return list;
    }

    private JsonValue take(String name) {
        JsonValue member = unread.remove(name);
        if (member == null) {
            throw failure(value.line(), name, "is missing");
        }
        return member;
    }

    private String string(JsonValue member, String step) {
        if (member.content() instanceof String string) {
            return string;
        }
        throw unexpected(member, step, "a text");
    }

    private Kind kind(JsonValue member, String step) {
        try {
            return Kind.parse(string(member, step));
        } catch (IllegalArgumentException e) {
            throw failure(member.line(), step, String.valueOf(e.getMessage()));
        }
    }

    private Kind.Named named(JsonValue member, String step) {
        Kind kind = kind(member, step);
        if (kind instanceof Kind.Named named) {
            return named;
        }
        throw failure(
                member.line(), step, kind.text() + " (expected: the name of a message, enum or sealed interface)");
    }

    private SchemaSyntaxException unexpected(JsonValue member, String step, String expectation) {
        Object content = member.content();
        String found = content instanceof Map ? "an object" : content instanceof List ? "an array" : content.toString();
        return failure(member.line(), step, found + " (expected: " + expectation + ")");
    }

    private SchemaSyntaxException failure(int line, String step, String problem) {
        return new SchemaSyntaxException(value.file(), line, below(step), problem);
    }

    private String below(String step) {
        return path.isEmpty() ? step : step.isEmpty() ? path : path + "." + step;
    }
}

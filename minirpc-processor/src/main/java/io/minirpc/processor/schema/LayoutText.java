package io.minirpc.processor.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of a method's layout: numbers, names and kinds of all that its arguments, its reply and its exceptions
 * consist of, as docs/protocol.md defines it. Two methods whose layouts have one text read each other's numbers alike.
 */
public final class LayoutText {
    private static final int HASH_BYTES = 8;

    private final Map<String, Schema.Declaration> declarations = new HashMap<>();
    private final List<String> mentioned = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean hasNumbers;
    private boolean isFixed = true;

    private LayoutText(Schema.Method method, Collection<? extends Schema.Declaration> all) {
        all.forEach(each -> declarations.put(each.type().name(), each));
        write(method.arguments());
        line("reply" + bare(method.reply().isBare()), kind(method.reply().kind()));
        method.throwing().stream()
                .map(type -> (Schema.Failure) declaration(type.name()))
                .sorted(Comparator.comparing(Schema.Failure::name))
                .forEach(failure -> line("throws", kind(failure.type()), failure.name()));
        for (int i = 0; i < mentioned.size(); i++) { // declarations mention further ones
            write(i, declaration(mentioned.get(i)));
        }
    }

    /**
     * Returns the text of a method's layout.
     *
     * @param declarations all types that its values lead to, and others
     */
    public static String of(Schema.Method method, Collection<? extends Schema.Declaration> declarations) {
        return new LayoutText(method, declarations).text.toString();
    }

    /**
     * Returns the hash of a method's layout, or null if it has none, since all its numbers are fixed.
     *
     * @param isDraft whether the service is one, whose layouts are never fixed
     * @param declarations all types that its values lead to, and others
     */
    public static @Nullable String hash(
            Schema.Method method, boolean isDraft, Collection<? extends Schema.Declaration> declarations) {
        LayoutText layout = new LayoutText(method, declarations);
        boolean isFixed = layout.hasNumbers && layout.isFixed && !isDraft;
        return isFixed ? null : hash(layout.text.toString());
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e); // every Java platform has it
        }
    }

    private void write(Schema.Arguments arguments) {
        if (arguments instanceof Schema.BareArgument bare) {
            line("arguments" + bare(true), kind(bare.message()));
        } else {
            line("arguments");
            writeFields(((Schema.Parameters) arguments).fields());
        }
    }

    private void write(int index, Schema.Declaration declaration) {
        if (declaration instanceof Schema.Message message) {
            line("message", "#" + index);
            writeFields(message.fields());
        } else if (declaration instanceof Schema.Failure failure) {
            line("message", "#" + index);
            writeFields(failure.fields());
        } else if (declaration instanceof Schema.OneOf oneOf) {
            line("oneof", "#" + index);
            byNumber(oneOf.leaves(), Schema.Leaf::number)
                    .forEach(leaf -> line(number(leaf.number()), kind(leaf.type()), leaf.name()));
        } else {
            line("enum", "#" + index);
            byNumber(((Schema.Enumeration) declaration).constants(), Schema.Constant::number)
                    .forEach(constant -> line(number(constant.number()), constant.name()));
        }
    }

    private void writeFields(List<Schema.Field> fields) {
        byNumber(fields, Schema.Field::number)
                .forEach(field -> line(number(field.number()), kind(field.kind()), field.name()));
    }

    private static <T> List<T> byNumber(List<T> parts, Function<T, Schema.WireNumber> number) {
        return parts.stream()
                .sorted(Comparator.comparing(part -> number.apply(part).value()))
                .toList();
    }

    private static String bare(boolean isBare) {
        return isBare ? " bare" : "";
    }

    private String number(Schema.WireNumber number) {
        hasNumbers = true;
        isFixed &= number.isFixed();
        return String.valueOf(number.value());
    }

    private String kind(Kind kind) {
        if (kind instanceof Kind.Named named) {
            return "#" + index(named.name()) + arguments(named.arguments());
        }
        if (kind instanceof Kind.ListOf list) {
            return "list" + arguments(List.of(list.element()));
        }
        if (kind instanceof Kind.SetOf set) {
            return "set" + arguments(List.of(set.element()));
        }
        if (kind instanceof Kind.MapOf map) {
            return "map" + arguments(List.of(map.key(), map.value()));
        }
        return kind.text();
    }

    private String arguments(List<Kind> kinds) {
        return kinds.isEmpty() ? "" : kinds.stream().map(this::kind).collect(Collectors.joining(",", "<", ">"));
    }

    private int index(String type) {
        int index = mentioned.indexOf(type);
        if (index < 0) {
            mentioned.add(type);
            return mentioned.size() - 1;
        }
        return index;
    }

    private Schema.Declaration declaration(String type) {
        Schema.Declaration declaration = declarations.get(type);
        if (declaration == null) {
            throw new IllegalArgumentException("no declaration of " + type);
        }
        return declaration;
    }

    private void line(String... parts) {
        text.append(String.join(" ", parts)).append('\n');
    }
}

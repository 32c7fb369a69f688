package io.minirpc.processor.evolution;

import io.minirpc.processor.evolution.Declaration.Form;
import io.minirpc.processor.evolution.Type.Container;
import io.minirpc.processor.evolution.Type.Named;
import io.minirpc.processor.evolution.Type.Single;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of a value that arrived with the one that was sent, both in plain form. Each field has to arrive
 * equal, or absent where one side's version does not have it. Fields, constants and leaves are the same if they have
 * one name on the wire.
 */
final class Judge {
    private final Version writing;
    private final Version reading;
    private final List<String> faults = new ArrayList<>();
    private int equal;

    Judge(Version writing, Version reading) {
        this.writing = writing;
        this.reading = reading;
    }

    List<String> faults() {
        return faults;
    }

    /** Returns how many single values arrived equal. */
    int equal() {
        return equal;
    }

    void arguments(Operation sent, Operation received, @Nullable Object values, @Nullable Object arrived) {
        Type written = writing.bareArgument(sent);
        Type read = reading.bareArgument(received);
        if (written != null && read != null) {
            value("argument", written, values, read, arrived);
        } else if (written == null && read == null) {
            fields("arguments", sent.parameters(), values, received.parameters(), arrived);
        } else if (read != null) {
            absent("argument", read, arrived);
        } else {
            fields("arguments", List.of(), Map.of(), received.parameters(), arrived);
        }
    }

    void reply(@Nullable Type written, @Nullable Object value, @Nullable Type read, @Nullable Object arrived) {
        if (read != null && written != null) {
            value("reply", written, value, read, arrived);
        } else if (read != null) {
            absent("reply", read, arrived);
        }
    }

    /** Exceptions have the form of leaves, so that another one than was sent is a fault. */
    void exception(Declaration written, @Nullable Object value, Declaration read, @Nullable Object arrived) {
        Object fields = arrived instanceof Map<?, ?> map ? map.get(read.wire()) : null;
        fields(
                "exception",
                written.members(),
                ((Map<?, ?>) Objects.requireNonNull(value)).get(written.wire()),
                read.members(),
                fields);
    }

    private void fields(
            String path, List<Member> written, @Nullable Object values, List<Member> read, @Nullable Object arrived) {
        if (!(values instanceof Map<?, ?> sent) || !(arrived instanceof Map<?, ?> received)) {
            fault(path, values, arrived);
            return;
        }
        for (Member field : read) {
            Member other = Kinships.named(written, field.wire());
            String here = path + "." + field.wire();
            Object value = received.get(field.wire());
            if (other == null) {
                absent(here, Kinships.typeOf(field), value);
            } else {
                value(here, Kinships.typeOf(other), sent.get(field.wire()), Kinships.typeOf(field), value);
            }
        }
    }

    private void absent(String path, Type type, @Nullable Object arrived) {
        if (!isAbsent(type.onWire(), arrived)) {
            fault(path, "nothing", arrived);
        }
    }

    private boolean isAbsent(Type type, @Nullable Object arrived) {
        if (arrived == null || (arrived instanceof List<?> list && list.isEmpty())) {
            return true;
        }
        if (type instanceof Single single) {
            return !single.isBoxed() && isZero(arrived);
        }
        boolean isMessage = type instanceof Named named
                && reading.declaration(named.id()).form().isMessage();
        return arrived instanceof Map<?, ?> map
                && (isMessage ? areAbsent((Named) type, map) : type.isMap() && map.isEmpty());
    }

    private boolean areAbsent(Named type, Map<?, ?> arrived) {
        Declaration message = reading.declaration(type.id());
        return content(message, arrived) instanceof Map<?, ?> fields
                && message.bound(type.arguments()).stream()
                        .allMatch(field -> isAbsent(Kinships.typeOf(field).onWire(), fields.get(field.wire())));
    }

    private static boolean isZero(Object value) {
        return value instanceof Number number
                ? number.doubleValue() == 0
                : Boolean.FALSE.equals(value) || Character.valueOf('\0').equals(value);
    }

    private void value(String path, Type written, @Nullable Object sent, Type read, @Nullable Object arrived) {
        Type from = written.onWire();
        Type to = read.onWire();
        if (sent == null) {
            nothing(path, from, to, arrived);
        } else if (!isKnown(to, sent)) {
            absent(path, to, arrived);
        } else if (from.isRepeated() && to.isRepeated()) {
            elements(path, (Container) from, sent, (Container) to, arrived);
        } else if (from.isMap() && to.isMap()) {
            entries(path, (Container) from, sent, (Container) to, arrived);
        } else if (isText(writing, from) && isText(reading, to)) {
            single(path, asRead(sent, to), arrived);
        } else if (from instanceof Named named && to instanceof Named other && areAlike(named, other)) {
            named(path, named, sent, other, arrived);
        } else {
            absent(path, to, arrived);
        }
    }

    /** Null is no zero and no empty list, unless the type that is read cannot be null or is another one. */
    private void nothing(String path, Type from, Type to, @Nullable Object arrived) {
        boolean isExact = from.equals(to) && !(from instanceof Single single && !single.isBoxed());
        if (isExact ? arrived != null : !isAbsent(to, arrived)) {
            fault(path, null, arrived);
        }
    }

    private static boolean isText(Version version, Type type) {
        return type instanceof Single
                || (type instanceof Named named
                        && version.declaration(named.id()).form() == Form.ENUM);
    }

    private boolean areAlike(Named from, Named to) {
        Form written = writing.declaration(from.id()).form();
        Form read = reading.declaration(to.id()).form();
        return (written.isMessage() && read.isMessage()) || (written.isSealed() && read.isSealed());
    }

    /** Returns whether the reader has a constant or leaf of the name. */
    private boolean isKnown(Type to, Object sent) {
        if (!(to instanceof Named named)) {
            return true;
        }
        Declaration read = reading.declaration(named.id());
        if (read.form() == Form.ENUM) {
            return Kinships.named(read.members(), sent.toString()) != null;
        }
        return !read.form().isSealed()
                || (sent instanceof Map<?, ?> map
                        && map.size() == 1
                        && Kinships.named(
                                        read.members(),
                                        String.valueOf(map.keySet().iterator().next()))
                                != null);
    }

    /**
     * Returns a value as the type that reads it has it: a number as the nearest one, which is how JSON's numbers are
     * read, and the tag of a locale in the case that tags have.
     */
    private static Object asRead(Object sent, Type to) {
        if (sent instanceof String text && to instanceof Single single && single.scalar() == JavaScalar.LOCALE) {
            return Locale.forLanguageTag(text).toLanguageTag();
        }
        if (sent instanceof Number number && to instanceof Single single) {
            String text = number.toString();
            return single.scalar() == JavaScalar.FLOAT
                    ? Float.valueOf(text)
                    : single.scalar() == JavaScalar.DOUBLE ? Double.valueOf(text) : sent;
        }
        return sent;
    }

    private void single(String path, Object sent, @Nullable Object arrived) {
        if (arrived == null || !text(sent).equals(text(arrived))) {
            fault(path, sent, arrived);
        } else {
            equal++;
        }
    }

    private static String text(Object value) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        return value.toString();
    }

    private void named(String path, Named from, Object sent, Named to, @Nullable Object arrived) {
        Declaration written = writing.declaration(from.id());
        Declaration read = reading.declaration(to.id());
        if (written.form().isMessage()) {
            List<Member> fields = written.bound(from.arguments());
            fields(path, fields, content(written, sent), read.bound(to.arguments()), content(read, arrived));
            return;
        }
        String leaf = String.valueOf(((Map<?, ?>) sent).keySet().iterator().next());
        if (!(arrived instanceof Map<?, ?> received) || !received.containsKey(leaf)) {
            fault(path, sent, arrived);
            return;
        }
        fields(
                path + "." + leaf,
                leaf(writing, written, leaf).members(),
                ((Map<?, ?>) sent).get(leaf),
                leaf(reading, read, leaf).members(),
                received.get(leaf));
    }

    private static Declaration leaf(Version version, Declaration sealed, String wire) {
        Member leaf = Objects.requireNonNull(Kinships.named(sealed.members(), wire));
        return version.declaration(((Named) Kinships.typeOf(leaf)).id());
    }

    /** Returns the fields of a message; the plain form of a leaf has its name around them, which travels as a part. */
    private static @Nullable Object content(Declaration message, @Nullable Object value) {
        return message.form() == Form.LEAF && value instanceof Map<?, ?> leaf
                ? leaf.values().iterator().next()
                : value;
    }

    /** Elements that the reader does not know are left out; nulls behind them may come last then. */
    private void elements(String path, Container from, Object sent, Container to, @Nullable Object arrived) {
        List<@Nullable Object> expected = new ArrayList<>((List<?>) sent);
        boolean isPart = expected.removeIf(
                element -> element != null && !isKnown(to.last().onWire(), element));
        if (to.shape() == Type.Shape.SET) {
            expected = new ArrayList<>(new LinkedHashSet<>(expected));
        }
        if (!(arrived instanceof List<?> list) || list.size() != expected.size()) {
            fault(path, sent, arrived);
            return;
        }
        List<@Nullable Object> received = new ArrayList<>(list);
        if (isPart) {
            nullsLast(expected);
            nullsLast(received);
        }
        for (int i = 0; i < expected.size(); i++) {
            String here = path + "[" + i + "]";
            if (expected.get(i) == null && to.last().isPrimitive()) {
                fault(here, null, received.get(i));
            } else {
                value(here, from.last(), expected.get(i), to.last(), received.get(i));
            }
        }
    }

    private static void nullsLast(List<@Nullable Object> elements) {
        int size = elements.size();
        elements.removeIf(Objects::isNull);
        elements.addAll(Collections.nCopies(size - elements.size(), null));
    }

    /** Entries are left out whose key or value the reader does not know. */
    private void entries(String path, Container from, Object sent, Container to, @Nullable Object arrived) {
        if (!(arrived instanceof Map<?, ?> received)) {
            fault(path, sent, arrived);
            return;
        }
        Map<String, @Nullable Object> rest = new HashMap<>();
        received.forEach((key, value) -> rest.put(text(Objects.requireNonNull(key)), value));
        ((Map<?, ?>) sent).forEach((key, value) -> {
            String name = text(Objects.requireNonNull(key));
            String here = path + "[" + name + "]";
            boolean isThere = rest.containsKey(name);
            Object other = rest.remove(name);
            boolean isUnknown = !isKnown(to.parts().get(0).onWire(), key)
                    || (value != null && !isKnown(to.last().onWire(), value));
            if (isUnknown && !isThere) {
                return;
            }
            if (!isThere) {
                fault(here, value, "nothing");
            } else {
                value(here, from.last(), value, to.last(), other);
            }
        });
        rest.forEach((key, value) -> fault(path + "[" + key + "]", "nothing", value));
    }

    private void fault(String path, @Nullable Object sent, @Nullable Object arrived) {
        String text = path + ": sent " + sent + ", arrived " + arrived;
        faults.add(text.replace("\0", "\\0")); // the zero of a char
    }
}

package io.minirpc.processor.schema;

import java.util.List;
import java.util.stream.Collectors;

/** The type of a value on the wire. */
public sealed interface Kind {
    /** Returns the kind in minirpc's words: {@code int32?}, {@code map<string, shop.Cake>}. */
    String text();

    /**
     * Returns the kind that has this text.
     *
     * @throws IllegalArgumentException if it is that of no kind; the message shows where
     */
    static Kind parse(String text) {
        return KindParser.parse(text);
    }

    /** No value: the reply of a method that returns nothing. */
    record Nothing() implements Kind {
        @Override
        public String text() {
            return "void";
        }
    }

    /** A single value. */
    record Scalar(ScalarKind kind) implements Kind {
        @Override
        public String text() {
            return kind.word();
        }
    }

    /** A number, boolean or character that may be absent, which is something else than zero. */
    record Optional(Scalar value) implements Kind {
        @Override
        public String text() {
            return value.text() + "?";
        }
    }

    /** Values in order. */
    record ListOf(Kind element) implements Kind {
        @Override
        public String text() {
            return "list<" + element.text() + ">";
        }
    }

    /** Values that each occur once. */
    record SetOf(Kind element) implements Kind {
        @Override
        public String text() {
            return "set<" + element.text() + ">";
        }
    }

    /** Values by key. */
    record MapOf(Kind key, Kind value) implements Kind {
        @Override
        public String text() {
            return "map<" + key.text() + ", " + value.text() + ">";
        }
    }

    /**
     * A message, enum or sealed interface, which a {@link Schema.Declaration} describes.
     *
     * @param name its qualified name in Java
     * @param arguments those of a generic type
     */
    record Named(String name, List<Kind> arguments) implements Kind {
        /** Creates a kind with its own copy of the arguments. */
        public Named {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String text() {
            return arguments.isEmpty()
                    ? name
                    : arguments.stream().map(Kind::text).collect(Collectors.joining(", ", name + "<", ">"));
        }
    }

    /**
     * A type variable of a generic declaration, by its position: its name in Java means nothing to peers.
     *
     * @param position 1 for the first
     */
    record Variable(int position) implements Kind {
        @Override
        public String text() {
            return "$" + position;
        }
    }
}

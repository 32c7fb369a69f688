package io.minirpc.processor.schema;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.SourceVersion;

/** Reads kinds from their text, which has to be spelled as {@link Kind#text} spells it. */
final class KindParser {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int position;

    private KindParser(String text) {
        this.text = text;
    }

    static Kind parse(String text) {
        KindParser parser = new KindParser(text);
        Kind kind = parser.kind(0);
        if (parser.position < text.length()) {
            throw parser.expected("the end of the type");
        }
        return kind;
    }

    private Kind kind(int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("more than " + MAX_DEPTH + " types inside each other");
        }
        int start = position;
        if (take("$")) {
            return variable();
        }
        String name = name();
        List<Kind> arguments = take("<") ? arguments(depth + 1) : List.of();
        Kind kind = named(name, arguments, start);
        if (!take("?")) {
            return kind;
        }
        if (kind instanceof Kind.Scalar scalar && scalar.kind().isPrimitive()) {
            return new Kind.Optional(scalar);
        }
        position--;
        throw expected("no '?', which only numbers, booleans and characters have");
    }

    private Kind variable() {
        int start = position;
        while (position < text.length() && Character.digit(text.charAt(position), 10) >= 0 && position < start + 4) {
            position++;
        }
        String digits = text.substring(start, position);
        if (!digits.matches("[1-9][0-9]*")) {
            position = start;
            throw expected("the position of a type variable, from 1");
        }
        return new Kind.Variable(Integer.parseInt(digits));
    }

    private String name() {
        int start = position;
        while (position < text.length() && "<>,? ".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        String name = text.substring(start, position);
        if (!SourceVersion.isName(name) && !isWord(name)) {
            position = start;
            throw expected("a type such as int32, list<string> or shop.Cake");
        }
        return name;
    }

    private static boolean isWord(String name) {
        return name.equals("void") || ScalarKind.ofWord(name) != null;
    }

    private List<Kind> arguments(int depth) {
        List<Kind> arguments = new ArrayList<>();
        do {
            arguments.add(kind(depth));
        } while (take(", "));
        if (!take(">")) {
            throw expected("', ' or '>'");
        }
        return arguments;
    }

    private Kind named(String name, List<Kind> arguments, int start) {
        int count = arguments.size();
        if (name.equals("list") && count == 1) {
            return new Kind.ListOf(arguments.get(0));
        }
        if (name.equals("set") && count == 1) {
            return new Kind.SetOf(arguments.get(0));
        }
        if (name.equals("map") && count == 2) {
            return new Kind.MapOf(arguments.get(0), arguments.get(1));
        }
        if (!isWord(name)) {
            return new Kind.Named(name, arguments);
        }
        if (count > 0) {
            position = start;
            throw expected("no type arguments after " + name);
        }
        ScalarKind scalar = ScalarKind.ofWord(name);
        return scalar == null ? new Kind.Nothing() : new Kind.Scalar(scalar);
    }

    private boolean take(String token) {
        boolean isNext = text.startsWith(token, position);
        position += isNext ? token.length() : 0;
        return isNext;
    }

    private IllegalArgumentException expected(String expectation) {
        return new IllegalArgumentException(
                "\"" + text + "\" at character " + (position + 1) + " (expected: " + expectation + ")");
    }
}

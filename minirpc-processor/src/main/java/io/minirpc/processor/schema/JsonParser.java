package io.minirpc.processor.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON strictly by RFC 8259, as far as documents of schemas use it: objects, arrays, texts, whole numbers and
 * {@code true}; no member twice.
 */
final class JsonParser {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_DIGITS = 10;

    private final String file;
    private final String text;
    private int position;
    private int line = 1;

    private JsonParser(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Returns the value of a text; the file is for errors. */
    static JsonValue parse(String file, String text) {
        JsonParser parser = new JsonParser(file, text);
        JsonValue value = parser.value(0);
        parser.skipSpace();
        if (parser.position < text.length()) {
            throw parser.unexpected("the end of the file");
        }
        return value;
    }

    private JsonValue value(int depth) {
        skipSpace();
        if (depth > MAX_DEPTH) {
            throw unexpected("at most " + MAX_DEPTH + " levels");
        }
        int start = line;
        return new JsonValue(content(depth), file, start);
    }

    private Object content(int depth) {
        return switch (next()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true");
            default -> number();
        };
    }

    private Map<String, JsonValue> object(int depth) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        position++;
        while (hasMore('}', members.isEmpty())) {
            if (next() != '"') {
                throw unexpected("a name");
            }
            String name = string();
            skipSpace();
            expect(':');
            JsonValue value = value(depth + 1);
            if (members.putIfAbsent(name, value) != null) {
                throw new SchemaSyntaxException(file, line, "", "\"" + name + "\" is there twice");
            }
        }
        return members;
    }

    private List<JsonValue> array(int depth) {
        List<JsonValue> elements = new ArrayList<>();
        position++;
        while (hasMore(']', elements.isEmpty())) {
            elements.add(value(depth + 1));
        }
        return elements;
    }

    /** Takes the end of an object or array, or the comma before its next part. */
    private boolean hasMore(char end, boolean isFirst) {
        skipSpace();
        if (next() == end) {
            position++;
            return false;
        }
        if (!isFirst) {
            expect(',');
            skipSpace();
        }
        return true;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        position++;
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw unexpected("the end of the text");
            }
            position++;
            string.append(c == '\\' ? escaped() : c);
        }
        position++;
        return string.toString();
    }

    private char escaped() {
        char c = next();
        int known = "\"\\/bfnrt".indexOf(c);
        if (known >= 0) {
            position++;
            return "\"\\/\b\f\n\r\t".charAt(known);
        }
        String digits = text.substring(position + 1, Math.min(position + 5, text.length()));
        if (c != 'u' || !digits.matches("[0-9a-fA-F]{4}")) {
            throw unexpected("an escape such as \\n or \\u00e9");
        }
        position += 5;
        return (char) Integer.parseInt(digits, 16);
    }

    private Boolean literal(String word) {
        if (!text.startsWith(word, position)) {
            throw unexpected(word);
        }
        position += word.length();
        return true;
    }

    private Integer number() {
        int start = position;
        while (position < text.length() && "-.+eE0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        String number = text.substring(start, position);
        if (!number.matches("0|[1-9][0-9]*")) {
            position = start;
            throw unexpected("an object, an array, a text, true or a whole number");
        }
        if (number.length() > MAX_DIGITS || Long.parseLong(number) > Integer.MAX_VALUE) {
            position = start;
            throw unexpected("a number up to " + Integer.MAX_VALUE);
        }
        return Integer.parseInt(number);
    }

    private void expect(char c) {
        if (next() != c) {
            throw unexpected("'" + c + "'");
        }
        position++;
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            line += text.charAt(position) == '\n' ? 1 : 0;
            position++;
        }
    }

    private char next() {
        if (position >= text.length()) {
            throw new SchemaSyntaxException(file, line, "", "the file ends too early");
        }
        return text.charAt(position);
    }

    private SchemaSyntaxException unexpected(String expectation) {
        String found = position < text.length()
                ? "'" + Character.toString(text.codePointAt(position)) + "'"
                : "the end of the file";
        return new SchemaSyntaxException(file, line, "", found + " (expected: " + expectation + ")");
    }
}

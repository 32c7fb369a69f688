package io.minirpc.processor.schema;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON for people: what holds no objects stands on one line, everything else one part a line. */
final class JsonText {
    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    /** Returns the text of a map, which ends with a line feed. */
    static String of(Map<String, ?> document) {
        JsonText json = new JsonText();
        json.write(document, "\n");
        return json.text.append('\n').toString();
    }

    /** Writes a value; {@code line} is what begins a new line at its indentation. */
    private void write(Object value, String line) {
        if (value instanceof Map<?, ?> members) {
            block('{', members.entrySet(), members.values(), '}', line);
        } else if (value instanceof List<?> elements) {
            block('[', elements, elements, ']', line);
        } else if (value instanceof Map.Entry<?, ?> member) {
            string(member.getKey().toString());
            text.append(": ");
            write(member.getValue(), line);
        } else if (value instanceof String string) {
            string(string);
        } else {
            text.append(value);
        }
    }

    private void block(char open, Collection<?> parts, Collection<?> values, char close, String line) {
        boolean isFlat = values.stream().noneMatch(JsonText::isBlock);
        text.append(open);
        for (Iterator<?> rest = parts.iterator(); rest.hasNext(); ) {
            text.append(isFlat ? "" : line + "  ");
            write(rest.next(), line + "  ");
            text.append(!rest.hasNext() ? "" : isFlat ? ", " : ",");
        }
        text.append(isFlat ? "" : line).append(close);
    }

    private static boolean isBlock(Object value) {
        return value instanceof Map || (value instanceof List<?> elements && !elements.isEmpty());
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }
}

package io.minirpc.registry.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import io.minirpc.discovery.Endpoint;
import io.minirpc.registry.etcd.InstanceValue.MalformedException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one value, which any process may have written. An invalid address or weight makes the whole value
 * malformed; any other invalid field is left out and reported. Not thread-safe.
 */
final class InstanceReader {
    private static final int MAX_QUOTED = 60;

    private final JsonNode json;
    private final Consumer<String> oddities;

    InstanceReader(JsonNode json, Consumer<String> oddities) {
        this.json = json;
        this.oddities = oddities;
    }

    /** Returns the address, or "" if there is none. */
    String address() throws MalformedException {
        List<JsonNode> all = all("Addr");
        if (all.size() > 1) {
            throw new MalformedException("Addr is there twice: "
                    + all.stream().map(InstanceReader::quoted).collect(Collectors.joining(" and "))
                    + " (expected: once)");
        }
        if (!all.isEmpty() && !all.get(0).isValueNode()) {
            throw new MalformedException("Addr: " + quoted(all.get(0)) + " (expected: a text)");
        }
        return text("Addr");
    }

    /** Returns a valid weight. One with a fraction is rounded, but not to 0; one that is too large is cut. */
    int weight() throws MalformedException {
        JsonNode weight = field("Weight");
        if (weight == null) {
            return Endpoint.DEFAULT_WEIGHT;
        }
        double number = weight.asDouble();
        if (!weight.isNumber() || number < 0) {
            throw new MalformedException("Weight: " + quoted(weight) + " (expected: a whole number from 0 on)");
        }
        double whole = number > 0 ? Math.max(1, Math.rint(number)) : 0;
        if (whole > Endpoint.MAX_WEIGHT) {
            odd("Weight", weight, "at most " + Endpoint.MAX_WEIGHT + "; taken as that");
            return Endpoint.MAX_WEIGHT;
        }
        if (whole != number) {
            odd("Weight", weight, "a whole number; taken as " + (int) whole);
        }
        return (int) whole;
    }

    /** Returns the metadata whose values are texts, numbers or booleans. */
    Map<String, String> metadata() throws MalformedException {
        Map<String, String> texts = new TreeMap<>();
        JsonNode metadata = field("Metadata");
        if (metadata == null) {
            return texts;
        }
        if (!metadata.isObject()) {
            odd("Metadata", metadata, "an object of texts; left out");
            return texts;
        }
        if (metadata.size() > InstanceValue.MAX_METADATA) {
            throw new MalformedException(
                    metadata.size() + " entries of metadata (expected: " + InstanceValue.MAX_METADATA + " at most)");
        }
        for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
            if (entry.getValue().isValueNode()) {
                texts.put(entry.getKey(), entry.getValue().asText());
            } else {
                odd("Metadata." + entry.getKey(), entry.getValue(), "a text; left out");
            }
        }
        return texts;
    }

    /** Returns the text of a field, "" if there is none. A number or a boolean is taken as text. */
    String text(String name) {
        JsonNode node = field(name);
        if (node == null) {
            return "";
        }
        if (!node.isValueNode()) {
            odd(name, node, "a text; left out");
            return "";
        }
        return node.asText();
    }

    /** Returns whether the endpoint is marked as about to be deleted. */
    boolean leaving() {
        JsonNode state = field("State");
        if (state != null && !state.isTextual()) {
            odd("State", state, "a text; left out");
            return false;
        }
        return state != null && state.asText().equals(InstanceValue.LEAVING);
    }

    private void odd(String name, JsonNode seen, String expected) {
        oddities.accept(name + ": " + quoted(seen) + " (expected: " + expected + ")");
    }

    /** Returns the field of a name. Of several in different cases, the exact one is preferred. */
    private @Nullable JsonNode field(String name) {
        List<JsonNode> all = all(name);
        if (all.isEmpty()) {
            return null;
        }
        JsonNode exact = json.get(name);
        JsonNode field = all.contains(exact) ? exact : all.get(0);
        if (all.size() > 1) {
            odd(name, field, "once, but it is there in several cases");
        }
        return field;
    }

    /** Returns the distinct values of a name in any case, without nulls. */
    private List<JsonNode> all(String name) {
        return json.properties().stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isNull())
                .distinct()
                .toList();
    }

    private static String quoted(JsonNode node) {
        String text = node.toString();
        return text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "…";
    }
}

package io.minirpc.registry.etcd;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.minirpc.discovery.Endpoint;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that stands in etcd for an endpoint. Names are read in any case, unknown ones are ignored.
 *
 * @param endpoint where a service can be called
 * @param leaving whether it was taken back, and is about to be deleted
 */
record InstanceValue(Endpoint endpoint, boolean leaving) {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_TEXT = 4 * 1024;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_METADATA = 256;
    private static final String LEAVING = "leaving";

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNumberLength(20)
                    .build())
            .build());

    /** Writes a value; fails with IllegalArgumentException if others would not read it. */
    ByteString write() {
        ObjectNode json = JSON.createObjectNode();
        json.put("Addr", endpoint.address());
        json.put("Weight", endpoint.weight());
        json.put("Version", endpoint.version());
        if (!endpoint.metadata().isEmpty()) {
            ObjectNode metadata = json.putObject("Metadata");
            new TreeMap<>(endpoint.metadata()).forEach(metadata::put);
        }
        if (leaving) {
            json.put("State", LEAVING);
        }
        try {
            ByteString bytes = ByteString.copyFrom(JSON.writeValueAsBytes(json));
            InstanceValue.read(endpoint.address(), bytes);
            return bytes;
        } catch (JsonProcessingException | MalformedException e) {
            throw new IllegalArgumentException(
                    endpoint.address() + " cannot be announced: " + e.getMessage() + " (expected: at most "
                            + MAX_METADATA + " entries of metadata, texts of " + MAX_TEXT + " characters, " + MAX_BYTES
                            + " bytes)",
                    e);
        }
    }

    /** Reads a value; the address is the key's, for values that have none. */
    static InstanceValue read(String address, ByteString value) throws MalformedException {
        if (value.size() > MAX_BYTES) {
            throw new MalformedException(value.size() + " bytes (expected: " + MAX_BYTES + " at most)");
        }
        try {
            JsonNode json = JSON.readTree(value.toByteArray());
            if (!json.isObject()) {
                throw new MalformedException("it is no JSON object");
            }
            String own = text(field(json, "Addr"));
            Endpoint endpoint = Endpoint.parse(own.isEmpty() ? address : own)
                    .withWeight(weight(field(json, "Weight")))
                    .withVersion(text(field(json, "Version")))
                    .withMetadata(metadata(field(json, "Metadata")));
            return new InstanceValue(endpoint, LEAVING.equals(text(field(json, "State"))));
        } catch (JsonProcessingException e) {
            throw new MalformedException(e.getOriginalMessage());
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        }
    }

    private static int weight(@Nullable JsonNode weight) throws MalformedException {
        if (weight == null || weight.isNull()) {
            return Endpoint.DEFAULT_WEIGHT;
        }
        if (!weight.isNumber() || weight.asDouble() < 0) {
            throw new MalformedException("its weight is no number from 0 on");
        }
        return (int) Math.min(weight.asDouble(), Endpoint.MAX_WEIGHT);
    }

    private static Map<String, String> metadata(@Nullable JsonNode metadata) throws MalformedException {
        Map<String, String> texts = new TreeMap<>();
        if (metadata != null && metadata.isObject()) {
            if (metadata.size() > MAX_METADATA) {
                throw new MalformedException(
                        metadata.size() + " entries of metadata (expected: " + MAX_METADATA + " at most)");
            }
            metadata.properties().stream()
                    .filter(entry -> entry.getValue().isValueNode())
                    .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        }
        return texts;
    }

    private static String text(@Nullable JsonNode node) {
        return node == null || node.isNull() ? "" : node.asText();
    }

    /** Returns the field of a name, that in the right case if there are several. */
    private static @Nullable JsonNode field(JsonNode json, String name) {
        JsonNode exact = json.get(name);
        return exact != null
                ? exact
                : json.properties().stream()
                        .filter(field -> field.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
    }

    /** A value is not what it should be; the message says how. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }
}

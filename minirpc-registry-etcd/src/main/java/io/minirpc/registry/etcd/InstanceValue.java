package io.minirpc.registry.etcd;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.minirpc.discovery.Endpoint;
import java.io.IOException;
import java.util.TreeMap;
import java.util.function.Consumer;

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
    static final int MAX_METADATA = 256;
    static final String LEAVING = "leaving";

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNumberLength(20)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
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
            InstanceValue.read(endpoint.address(), bytes, odd -> {});
            return bytes;
        } catch (JsonProcessingException | MalformedException e) {
            throw new IllegalArgumentException(
                    endpoint.address() + " cannot be announced: " + e.getMessage() + " (expected: at most "
                            + MAX_METADATA + " entries of metadata, texts of " + MAX_TEXT + " characters, " + MAX_BYTES
                            + " bytes)",
                    e);
        }
    }

    /**
     * Reads a value.
     *
     * @param address the address in the key, for values without one
     * @param oddities receives a text for each field that was left out or corrected
     */
    static InstanceValue read(String address, ByteString value, Consumer<String> oddities) throws MalformedException {
        if (value.size() > MAX_BYTES) {
            throw new MalformedException(value.size() + " bytes (expected: " + MAX_BYTES + " at most)");
        }
        try {
            JsonNode json = JSON.readTree(value.toByteArray());
            if (!json.isObject()) {
                throw new MalformedException("it is no JSON object");
            }
            InstanceReader fields = new InstanceReader(json, oddities);
            String own = fields.address();
            Endpoint endpoint = Endpoint.parse(own.isEmpty() ? address : own)
                    .withWeight(fields.weight())
                    .withVersion(fields.text("Version"))
                    .withMetadata(fields.metadata());
            return new InstanceValue(endpoint, fields.leaving());
        } catch (JsonProcessingException e) {
            throw new MalformedException(e.getOriginalMessage());
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        }
    }

    /** A value is not what it should be; the message says how. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }
}

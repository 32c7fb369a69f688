package io.minirpc.internal.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.Limits;
import io.minirpc.codec.WireWriter;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.TestFrame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopesTest {
    private static final MethodDescriptor<String, String> ADD = MethodDescriptor.builder(
                    "Arith", "Add", Codecs.STRING, Codecs.STRING)
            .build();
    private static final byte[] ARGS = utf8("{\"A\":1,\"B\":2}");
    private static final byte[] REPLY = utf8("{\"Result\":3}");
    private static final Metadata METADATA = Metadata.of("user", "ä").with("trace.id", "");

    private static final int EMBEDDED_AT = 7;

    private final Envelopes envelopes = new Envelopes(Limits.DEFAULT);

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What is written behind something else. */
    private static byte[] written(Consumer<WireWriter> writer) {
        WireWriter out = WireWriter.create(Limits.DEFAULT);
        out.writeLong(-1);
        out.startPayload();
        writer.accept(out);
        return Arrays.copyOfRange(out.array(), Long.BYTES, out.size());
    }

    private static EnvelopeHead request(
            int seq, MethodDescriptor<?, ?> method, long timeoutMicros, Metadata metadata, boolean sendMetadata) {
        return new EnvelopeHead().request(seq, method, timeoutMicros, metadata, sendMetadata);
    }

    private static EnvelopeHead response(int seq, String method, Metadata metadata, boolean sendMetadata) {
        return new EnvelopeHead().response(seq, method, metadata, sendMetadata);
    }

    /** Bodies lie between others in an array. */
    private RequestHead readRequest(int codec, byte[] body) {
        return envelopes.readRequest(TestFrame.request(codec, embedded(body), EMBEDDED_AT, body.length));
    }

    private static ResponseHead readResponse(Envelope form, byte[] body) {
        byte[] array = embedded(body);
        ResponseHead head = form.readResponse(array, EMBEDDED_AT, body.length);
        assertThat(form.readStatus(array, EMBEDDED_AT, body.length)).isEqualTo(head.code());
        return head;
    }

    private static byte[] embedded(byte[] body) {
        byte[] array = new byte[EMBEDDED_AT + body.length + 9];
        Arrays.fill(array, (byte) 0x7b);
        System.arraycopy(body, 0, array, EMBEDDED_AT, body.length);
        return array;
    }

    private static String payload(RequestHead head) {
        return new String(head.bytes(), head.offset(), head.length(), StandardCharsets.UTF_8);
    }

    private static String payload(ResponseHead head) {
        return new String(head.bytes(), head.offset(), head.length(), StandardCharsets.UTF_8);
    }

    private List<Envelope> all() {
        return List.of(envelopes.nativeForm(), envelopes.binary(), envelopes.document(), envelopes.payload());
    }

    @Test
    void errorInsideAReplyIsNotTheStatus() {
        byte[] failed = utf8("{\"Error\":\"boom\",\"Reply\":{\"A\":1,\"Error\":\"\"}}");
        assertThat(readResponse(envelopes.document(), failed).code()).isEqualTo(StatusCode.UNKNOWN);
        byte[] ok = utf8("{\"Reply\":{\"A\":1,\"Error\":\"boom\"},\"Error\":\"\"}");
        assertThat(readResponse(envelopes.document(), ok).code()).isEqualTo(StatusCode.OK);
    }

    @Test
    void emptyResponseHasNoStatus() {
        assertThat(all())
                .allSatisfy(form -> assertThatThrownBy(() -> form.readStatus(embedded(new byte[0]), EMBEDDED_AT, 0))
                        .isInstanceOf(CodecException.class));
    }

    @Test
    void bodiesOfVersionOneAreThoseOfTheVectors() {
        Envelope binary = envelopes.binary();
        Envelope payload = envelopes.payload();
        assertThat(written(out -> binary.writeRequest(out, request(1, ADD, 5, METADATA, false), ARGS)))
                .isEqualTo(HexFormat.of().parseHex("000941726974682e4164640000000d7b2241223a312c2242223a327d0000"));
        assertThat(written(out -> binary.writeReply(out, response(1, "Arith.Add", METADATA, false), REPLY)))
                .isEqualTo(HexFormat.of().parseHex("000941726974682e4164640000000c7b22526573756c74223a337d0000"));
        Failure failure = Failure.of(StatusCode.INVALID_ARGUMENT, "divide by zero");
        assertThat(written(out -> binary.writeFailure(
                        out, response(1, "Arith.Div", Metadata.EMPTY, false), utf8("{\"Result\":0}"), failure)))
                .isEqualTo(
                        HexFormat.of()
                                .parseHex(
                                        "000941726974682e4469760000000c7b22526573756c74223a307d000e646976696465206279207a65726f"));
        assertThat(written(out -> payload.writeRequest(out, request(1, ADD, 5, METADATA, false), ARGS)))
                .isEqualTo(
                        utf8("{\"ServiceMethod\":\"Arith.Add\",\"Error\":\"\",\"Payload\":\"eyJBIjoxLCJCIjoyfQ==\"}"));
        assertThat(written(out -> payload.writeReply(out, response(1, "Arith.Add", METADATA, false), REPLY)))
                .isEqualTo(utf8("{\"ServiceMethod\":\"Arith.Add\",\"Error\":\"\",\"Payload\":\"eyJSZXN1bHQiOjN9\"}"));
        Envelope document = envelopes.document();
        assertThat(written(out -> document.writeRequest(out, request(-1, ADD, 5, METADATA, false), ARGS)))
                .isEqualTo(utf8("{\"ServiceMethod\":\"Arith.Add\",\"Seq\":4294967295,\"Args\":{\"A\":1,\"B\":2}}"));
        assertThat(written(out -> document.writeReply(out, response(1, "Arith.Add", METADATA, false), REPLY)))
                .isEqualTo(utf8("{\"ServiceMethod\":\"Arith.Add\",\"Seq\":1,\"Reply\":{\"Result\":3},\"Error\":\"\"}"));
    }

    @Test
    void halfSurrogatePairsInTextsBecomeQuestionMarksInAllForms() {
        Metadata half = Metadata.of("user", "a\ud83d").with("end", "\ude00b").with("whole", "\ud83d\ude00");
        Metadata sound = Metadata.of("user", "a?").with("end", "?b").with("whole", "\ud83d\ude00");
        Failure failure =
                Failure.of(StatusCode.NOT_FOUND, "no \ud83d key\ude00").withMetadata(half);
        for (Envelope form : all()) {
            byte[] request = written(out -> form.writeRequest(out, request(1, ADD, 5, half, true), ARGS));
            assertThat(readRequest(form.codec(), request).metadata()).isEqualTo(sound);
            byte[] reply = written(out -> form.writeReply(out, response(1, "A.\ud83d", half, true), REPLY));
            assertThat(readResponse(form, reply).metadata()).isEqualTo(sound);
            ResponseHead head = readResponse(
                    form,
                    written(out ->
                            form.writeFailure(out, response(1, "A.\ud83d", Metadata.EMPTY, true), REPLY, failure)));
            assertThat(head.metadata()).isEqualTo(sound);
            assertThat(head.code()).isEqualTo(StatusCode.NOT_FOUND);
            assertThat(head.message()).isEqualTo("no ? key?");
        }
    }

    @Test
    void requestsKeepTheirTimeoutAndMetadata() {
        for (Envelope form : all()) {
            byte[] body = written(out -> form.writeRequest(out, request(1, ADD, 1_500_000, METADATA, true), ARGS));
            RequestHead head = readRequest(form.codec(), body);
            assertThat(head.form()).isSameAs(form);
            assertThat(head.timeoutMicros()).isEqualTo(1_500_000);
            assertThat(head.metadata()).isEqualTo(METADATA);
            assertThat(head.acceptsMetadata()).isTrue();
            assertThat(payload(head)).isEqualTo("{\"A\":1,\"B\":2}");
            if (form.codec() == Frame.NATIVE) {
                assertThat(head.methodId()).isEqualTo(ADD.id());
            } else {
                assertThat(head.method()).isEqualTo("Arith.Add");
            }
        }
    }

    @Test
    void valuesAreWrittenInPlaceAsTheyAreApart() {
        String text = "ä \"quoted\"";
        for (Envelope form : all()) {
            byte[] encoded = form.encode(Codecs.STRING, text);
            assertThat(written(out -> form.writeRequest(out, request(1, ADD, 9, METADATA, true), Codecs.STRING, text)))
                    .isEqualTo(written(out -> form.writeRequest(out, request(1, ADD, 9, METADATA, true), encoded)));
            byte[] reply =
                    written(out -> form.writeReply(out, response(1, "Arith.Add", METADATA, true), Codecs.STRING, text));
            assertThat(reply)
                    .isEqualTo(written(out -> form.writeReply(out, response(1, "Arith.Add", METADATA, true), encoded)));
            ResponseHead head = readResponse(form, reply);
            assertThat(form.decode(Codecs.STRING, head.bytes(), head.offset(), head.length()))
                    .isEqualTo(text);
            assertThat(head.metadata()).isEqualTo(METADATA);
        }
    }

    @Test
    void aDetachedHeadHasItsArgumentsForItself() {
        for (Envelope form : all()) {
            byte[] body = written(out -> form.writeRequest(out, request(1, ADD, 9, METADATA, true), ARGS));
            byte[] shared = embedded(body);
            RequestHead head = envelopes
                    .readRequest(TestFrame.request(form.codec(), shared, EMBEDDED_AT, body.length))
                    .detached();
            Arrays.fill(shared, (byte) 0);
            assertThat(payload(head)).isEqualTo("{\"A\":1,\"B\":2}");
        }
    }

    @Test
    void failuresKeepTheirCodeAndTheirException() {
        Failure failure = new Failure(
                StatusCode.ABORTED, "kaputt \"ü\"\n", false, "OddException", utf8("{\"x\":1}"), List.of(), METADATA);
        for (Envelope form : all()) {
            byte[] body = written(out ->
                    form.writeFailure(out, response(1, "Arith.Add", Metadata.EMPTY, true), utf8("null"), failure));
            ResponseHead head = readResponse(form, body);
            assertThat(head.code()).isEqualTo(StatusCode.ABORTED);
            assertThat(head.message()).isEqualTo("kaputt \"ü\"\n");
            assertThat(head.exceptionName()).isEqualTo("OddException");
            assertThat(head.metadata()).isEqualTo(METADATA);
            assertThat(payload(head)).isEqualTo("{\"x\":1}");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, First Second Third Ü", "100, First Second Third Ü", "1200, First Third Ü", "7950, Third Ü"})
    void superclassesTravelAsMetadataAsFarAsThereIsRoom(int bytes, String expected) {
        List<Superclass> superclasses = List.of(
                superclass("First", 3_000), superclass("Second", 4_000), superclass("Third", 50), superclass("Ü", 0));
        Metadata metadata = METADATA.with("own", "ü".repeat(bytes / 2));
        for (Envelope form : all()) {
            ResponseHead head = readFailure(form, superclasses, metadata);
            assertThat(head.metadata()).isEqualTo(metadata);
            assertThat(head.superclasses()).extracting(Superclass::name).containsExactly(expected.split(" "));
            assertThat(head.superclasses())
                    .allSatisfy(read -> assertThat(superclasses)
                            .anyMatch(sent ->
                                    sent.name().equals(read.name()) && Arrays.equals(sent.json(), read.json())));
            assertThat(head.toString()).as("what may be secret").doesNotContain("xx");
        }
    }

    @Test
    void superclassesOfStrangersAreReadAsFarAsTheyAreWhole() {
        for (String entries : List.of(
                "\"mrp-exception-super-2\":\"Second\",\"mrp-exception-super-body-2\":\"{}\"",
                "\"mrp-exception-super-1\":\"First\"",
                "\"mrp-exception-super-body-1\":\"{}\"",
                "\"mrp-exception-super-\":\"First\",\"mrp-exception-super-x\":\"\"")) {
            byte[] body = utf8("{\"Error\":\"x\",\"Reply\":null,\"Metadata\":{" + entries + "}}");
            ResponseHead head = readResponse(envelopes.document(), body);
            assertThat(head.superclasses()).as(entries).isEmpty();
            assertThat(head.metadata()).isEqualTo(Metadata.EMPTY);
        }
    }

    @Test
    void superclassesDoNotExceedTheNumberOfEntries() {
        Metadata metadata = Metadata.EMPTY;
        while (metadata.asMap().size() < 123) {
            metadata = metadata.with("key-" + metadata.asMap().size(), "");
        }
        List<Superclass> superclasses =
                List.of(superclass("First", 1), superclass("Second", 1), superclass("Third", 1));
        for (Envelope form : all()) {
            int expected = form.codec() == Frame.NATIVE ? 2 : 1; // of which status, name and body are three
            assertThat(readFailure(form, superclasses, metadata).superclasses()).hasSize(expected);
        }
    }

    private static Superclass superclass(String name, int length) {
        return new Superclass(name, utf8("x".repeat(length)));
    }

    private static ResponseHead readFailure(Envelope form, List<Superclass> superclasses, Metadata metadata) {
        Failure failure =
                new Failure(StatusCode.UNKNOWN, "sold out", false, "SoldOut", utf8("{}"), superclasses, metadata);
        byte[] body = written(
                out -> form.writeFailure(out, response(1, "Arith.Add", Metadata.EMPTY, true), utf8("null"), failure));
        return readResponse(form, body);
    }

    @Test
    void failuresSayWhetherTheCallRan() {
        Failure refused = Failure.notExecuted(StatusCode.UNAVAILABLE, "busy");
        Failure failed = Failure.of(StatusCode.UNAVAILABLE, "busy");
        for (Envelope form : all()) {
            byte[] zero = utf8("null");
            byte[] one = written(
                    out -> form.writeFailure(out, response(1, "Arith.Add", Metadata.EMPTY, true), zero, refused));
            byte[] other = written(
                    out -> form.writeFailure(out, response(1, "Arith.Add", Metadata.EMPTY, true), zero, failed));
            assertThat(readResponse(form, one).notExecuted()).isTrue();
            assertThat(readResponse(form, other).notExecuted()).isFalse();
        }
    }

    @Test
    void failuresOfOldPeersAreUnknown() {
        Failure failure = Failure.of(StatusCode.ABORTED, "kaputt");
        for (Envelope form : all().subList(1, 4)) {
            byte[] body = written(out ->
                    form.writeFailure(out, response(1, "Arith.Add", Metadata.EMPTY, false), utf8("null"), failure));
            assertThat(readResponse(form, body).code()).isEqualTo(StatusCode.UNKNOWN);
        }
    }

    @Test
    void truncatedBodiesAreRefusedAtEveryLength() {
        for (Envelope form : all()) {
            byte[] body =
                    written(out -> form.writeRequest(out, request(1, ADD, 1_500_000, METADATA, true), new byte[0]));
            for (int length = 0; length < body.length; length++) {
                byte[] cut = Arrays.copyOf(body, length);
                if (form.codec() == Frame.BINARY && isOldBinary(cut)) {
                    assertThat(readRequest(Frame.BINARY, cut).acceptsMetadata()).isFalse();
                } else {
                    assertThatThrownBy(() -> readRequest(form.codec(), cut))
                            .as("%s cut to %d", form, length)
                            .isInstanceOf(CodecException.class);
                }
            }
        }
    }

    /** Three parts and what may be the beginning of anybody's extension. */
    private static boolean isOldBinary(byte[] body) {
        int threeParts = 2 + 9 + 4 + 2;
        return body.length >= threeParts && body.length < threeParts + 4;
    }

    @Test
    void foreignBytesBehindABinaryBodyAreSkipped() {
        byte[] body = HexFormat.of().parseHex("000941726974682e4164640000000d7b2241223a312c2242223a327d0000deadbeef01");
        RequestHead head = readRequest(Frame.BINARY, body);
        assertThat(payload(head)).isEqualTo("{\"A\":1,\"B\":2}");
        assertThat(head.acceptsMetadata()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffff41",
                "000141ffffffff",
                "00014180000000",
                "0001410000000000ff",
                "0001ff000000000000",
                "00014100000000000 06d7270780001",
                "00014100000000000 06d7270780001000141",
                "00014100000000000 06d7270780001000141000141",
            })
    void binaryBodiesThatLieAreRefused(String hex) {
        byte[] body = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatThrownBy(() -> readRequest(Frame.BINARY, body)).isInstanceOf(CodecException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ServiceMethod\":\"Arith.Add\",\"Seq\":1,\"Args\":{\"A\":1,\"B\":2}}",
                "{\"servicemethod\":\"Arith.Add\",\"ARGS\" : {\"A\":1,\"B\":2} }",
                "{\"x\":{\"Args\":[1]},\"Args\":{\"A\":1,\"B\":2},\"Error\":null,\"SERVICEMETHOD\":\"Arith.Add\"}",
                "{\"Payload\":\"eyJBIjoxLCJCIjoyfQ==\",\"ServiceMethod\":\"Arith.Add\"}",
                "\ufeff{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":1,\"B\":2}}",
            })
    void jsonNamesMatchInAnyCaseAndOrder(String json) {
        RequestHead head = readRequest(Frame.JSON, utf8(json));
        assertThat(head.method()).isEqualTo("Arith.Add");
        assertThat(payload(head)).isEqualTo("{\"A\":1,\"B\":2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"ServiceMethod\":\"A.b\"",
                "{\"ServiceMethod\":\"A.b\"} 1",
                "{\"ServiceMethod\":1}",
                "{\"ServiceMethod\":\"A.b\",\"serviceMethod\":\"A.b\"}",
                "{\"ServiceMethod\":\"A.b\",\"Args\":1,\"ARGS\":1}",
                "{\"ServiceMethod\":\"A.b\",\"Args\":1,\"Payload\":\"\"}",
                "{\"ServiceMethod\":\"A.b\",\"Payload\":\"%%%\"}",
                "{\"ServiceMethod\":\"A.b\",\"Payload\":1}",
                "{\"ServiceMethod\":\"A.b\",\"Metadata\":[]}",
                "{\"ServiceMethod\":\"A.b\",\"Metadata\":{\"k\":1}}",
                "{\"ServiceMethod\":\"A.b\",\"Metadata\":{\"K\":\"\"}}",
                "{\"ServiceMethod\":\"A.b\",\"Metadata\":{\"mrp-timeout-us\":\"-1\"}}",
            })
    void badJsonIsRefused(String json) {
        assertThatThrownBy(() -> readRequest(Frame.JSON, utf8(json))).isInstanceOf(CodecException.class);
    }

    @Test
    void jsonThatIsTooDeepOrNotUtf8IsRefused() {
        byte[] deep = utf8("{\"ServiceMethod\":\"A.b\",\"Args\":" + "[".repeat(100_000));
        byte[] latin = "{\"ServiceMethod\":\"Ä.b\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] wide = "{\"ServiceMethod\":\"A.b\"}".getBytes(StandardCharsets.UTF_16LE);
        byte[] overlong = "{\"ServiceMethod\":\"A\u00c0\u00ae.b\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] surrogate =
                "{\"x\":\"\u00ed\u00a0\u0080\",\"ServiceMethod\":\"A.b\"}".getBytes(StandardCharsets.ISO_8859_1);
        for (byte[] body : List.of(deep, latin, wide, overlong, surrogate)) {
            assertThatThrownBy(() -> readRequest(Frame.JSON, body)).isInstanceOf(CodecException.class);
        }
    }

    @Test
    void argumentsOfEveryKindOfJsonAreCutOutExactly() {
        for (String args : List.of("1", "-1.5e3", "\"a\\\"}\"", "true", "null", "[1,[2]]", "{\"a\":{}}")) {
            for (String end : List.of("}", " ,\"x\":1}")) {
                byte[] body = utf8("{\"ServiceMethod\":\"A.b\",\"Args\": " + args + end);
                assertThat(payload(readRequest(Frame.JSON, body))).isEqualTo(args);
            }
        }
    }

    @Test
    void nativeBodiesWithUnknownFlagsAreRefused() {
        assertThatThrownBy(() -> readRequest(Frame.NATIVE, HexFormat.of().parseHex("040000000000000000")))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void metadataIsBounded() {
        Metadata large = Metadata.of("k", "v".repeat(9_000));
        for (Envelope form : all()) {
            byte[] body = written(out -> form.writeRequest(out, request(1, ADD, 1, large, true), ARGS));
            assertThatThrownBy(() -> readRequest(form.codec(), body))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("metadata");
        }
    }

    @Test
    void binaryErrorsAreCutAtACharacterAndNamesNever() {
        Failure failure = Failure.of(StatusCode.ABORTED, "x" + "𝄞".repeat(20_000));
        byte[] body = written(
                out -> envelopes.binary().writeFailure(out, response(1, "A.b", Metadata.EMPTY, false), REPLY, failure));
        String message = readResponse(envelopes.binary(), body).message();
        assertThat(message).startsWith("x𝄞").endsWith("𝄞…");
        assertThat(utf8(message).length).isBetween(65_528, 65_535);

        MethodDescriptor<String, String> longName = MethodDescriptor.builder(
                        "A", "b".repeat(70_000), Codecs.STRING, Codecs.STRING)
                .build();
        assertThatThrownBy(() -> written(out ->
                        envelopes.binary().writeRequest(out, request(1, longName, 0, Metadata.EMPTY, false), ARGS)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("65535");
    }
}

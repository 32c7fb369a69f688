package io.minirpc.tests.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Frames made and read by hand, as the protocol's document has them. */
public final class Frames {
    public static final int JSON = 0;
    public static final int BINARY = 1;
    public static final int NATIVE = 2;
    public static final int REQUEST = 0;
    public static final int RESPONSE = 1;
    public static final int HEARTBEAT = 2;
    static final int HEADER = 14;
    static final int MAX_BODY = 4 << 20;

    // The vectors of the specification.
    static final String PAYLOAD_REQUEST =
            "6d727001000000000001000000497b22536572766963654d6574686f64223a2241726974682e416464222c224572726f72223a22222c"
                    + "225061796c6f6164223a2265794a42496a6f784c434a43496a6f7966513d3d227d";
    static final String PAYLOAD_RESPONSE =
            "6d727001000100000001000000457b22536572766963654d6574686f64223a2241726974682e416464222c224572726f72223a22222c"
                    + "225061796c6f6164223a2265794a535a584e31624851694f6a4e39227d";
    static final String BINARY_REQUEST =
            "6d7270010100000000010000001e000941726974682e4164640000000d7b2241223a312c2242223a327d0000";
    static final String BINARY_RESPONSE =
            "6d7270010101000000010000001d000941726974682e4164640000000c7b22526573756c74223a337d0000";
    static final String BINARY_ERROR =
            "6d7270010101000000010000002b000941726974682e4469760000000c7b22526573756c74223a307d000e646976696465206279207a"
                    + "65726f";
    static final String HEARTBEAT_FRAME = "6d72700100020000000000000000";

    /** The document form has no vector of its own in the specification; these are its examples, framed. */
    static final String DOCUMENT_REQUEST =
            hex(frame(JSON, REQUEST, 1, "{\"ServiceMethod\":\"Arith.Add\",\"Seq\":1,\"Args\":{\"A\":1,\"B\":2}}"));

    static final String DOCUMENT_RESPONSE = hex(frame(
            JSON, RESPONSE, 1, "{\"ServiceMethod\":\"Arith.Add\",\"Seq\":1,\"Reply\":{\"Result\":3},\"Error\":\"\"}"));

    private static final Pattern JSON_ERROR = Pattern.compile("\"Error\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private Frames() {}

    public static byte[] frame(int codec, int type, int seq, byte[] body) {
        return concat(header(1, codec, type, seq, body.length), body);
    }

    static byte[] frame(int codec, int type, int seq, String body) {
        return frame(codec, type, seq, utf8(body));
    }

    static byte[] header(int version, int codec, int type, int seq, int length) {
        return ByteBuffer.allocate(HEADER)
                .put(utf8("mrp"))
                .put((byte) version)
                .put((byte) codec)
                .put((byte) type)
                .putInt(seq)
                .putInt(length)
                .array();
    }

    /** A call in the document form. */
    static byte[] call(int seq, String method, String args) {
        return frame(
                JSON, REQUEST, seq, "{\"ServiceMethod\":\"" + method + "\",\"Seq\":" + seq + ",\"Args\":" + args + "}");
    }

    /** A call that any server answers by the sum. */
    static byte[] add(int seq, int a, int b) {
        return call(seq, "Arith.Add", "{\"A\":" + a + ",\"B\":" + b + "}");
    }

    /** The body of a call in the BINARY form, its lengths told as they are. */
    static byte[] binaryBody(String method, String args, String error) {
        return ByteBuffer.allocate(8 + utf8(method).length + utf8(args).length + utf8(error).length)
                .putShort((short) utf8(method).length)
                .put(utf8(method))
                .putInt(utf8(args).length)
                .put(utf8(args))
                .putShort((short) utf8(error).length)
                .put(utf8(error))
                .array();
    }

    public static int codecOf(byte[] frame) {
        return frame[4];
    }

    public static int typeOf(byte[] frame) {
        return frame[5];
    }

    public static int seqOf(byte[] frame) {
        return ByteBuffer.wrap(frame).getInt(6);
    }

    public static byte[] bodyOf(byte[] frame) {
        return Arrays.copyOfRange(frame, HEADER, frame.length);
    }

    /** The error text of a response of version 1; empty where it says success. */
    static String errorOf(byte[] response) {
        byte[] body = bodyOf(response);
        if (codecOf(response) == BINARY) {
            ByteBuffer in = ByteBuffer.wrap(body);
            in.position(2 + (in.getShort(0) & 0xffff));
            in.position(4 + in.position() + in.getInt(in.position()));
            int length = in.getShort() & 0xffff;
            return new String(body, in.position(), length, StandardCharsets.UTF_8);
        }
        Matcher error = JSON_ERROR.matcher(new String(body, StandardCharsets.UTF_8));
        if (!error.find()) {
            throw new AssertionError("no \"Error\" in " + new String(body, StandardCharsets.UTF_8));
        }
        return error.group(1);
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

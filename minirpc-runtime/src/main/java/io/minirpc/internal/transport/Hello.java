package io.minirpc.internal.transport;

import io.minirpc.codec.CodecException;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.Limits;
import io.minirpc.codec.MessageCodec;
import io.minirpc.codec.NativeFormat;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * The abilities of a side beyond version 1 of the protocol. The client sends them first, once it is connected; a server
 * that understands answers with its own; what both can do may be used from then on. It travels as a heartbeat frame
 * (codec 0, seq 0) with a body, which peers of version 1 ignore. The body is a message in Protocol Buffers' format, to
 * which fields can be added:
 *
 * <pre>
 * message Hello {
 *   int64 features = 1;         // a set of bits: 1 native codec, 2 metadata in envelopes of version 1, 4 cancel and drain
 *   string software = 2;        // for logs
 *   int32 max_frame_bytes = 3;  // the longest body that is accepted; absent: not said
 *   string token = 4;           // by which a client says who it is
 *   string refusal = 5;         // a server's: why it serves no calls on the connection; absent: it serves them
 * }
 * </pre>
 *
 * @param features the bits of what the side can do
 * @param software name and version, for logs; null if unknown
 * @param maxFrameBytes the longest body that the side accepts; 0 if unknown
 * @param token the secret that authenticates a client; null if there is none
 * @param refusal why a server serves no calls on the connection; null where it serves them
 */
public record Hello(
        long features,
        @Nullable String software,
        int maxFrameBytes,
        @Nullable String token,
        @Nullable String refusal) {
    /** Feature: frames with codec 2. */
    public static final long NATIVE = 1;

    /** Feature: {@code "Metadata"} in JSON envelopes and the extension of binary ones. */
    public static final long METADATA = 1 << 1;

    /** Feature: frames of the types cancel and drain. */
    public static final long CONTROL = 1 << 2;

    /** The longest body of a hello, so that a token of a few kilobytes has its place. */
    public static final int MAX_BYTES = 8 << 10;

    /** Returns what this implementation says of itself. */
    public static Hello ours(Limits limits) {
        return new Hello(NATIVE | METADATA | CONTROL, "minirpc-java", limits.maxFrameBytes(), null, null);
    }

    /** Returns this hello with a token. */
    public Hello withToken(@Nullable String secret) {
        return new Hello(features, software, maxFrameBytes, secret, refusal);
    }

    /** Returns this hello with the reason why no calls are served. */
    public Hello withRefusal(@Nullable String why) {
        return new Hello(features, software, maxFrameBytes, token, why);
    }

    /** Returns what may be logged, so without the token. */
    @Override
    public String toString() {
        return "Hello[features=" + features + ", software=" + software + ", maxFrameBytes=" + maxFrameBytes
                + ", refusal=" + refusal + "]";
    }

    /** Reads a hello; null where the body is none, for then the peer is one of version 1. */
    public static @Nullable Hello read(byte[] bytes, int offset, int length) {
        if (length > MAX_BYTES) {
            return null;
        }
        try {
            return NativeFormat.decode(HelloCodec.INSTANCE, bytes, offset, length, Limits.DEFAULT);
        } catch (CodecException e) {
            return null;
        }
    }

    /** Returns the body of the hello's frame. */
    public byte[] bytes() {
        return NativeFormat.encode(HelloCodec.INSTANCE, this, Limits.DEFAULT);
    }

    /** Returns whether the side can do all of some features. */
    public boolean has(long wanted) {
        return (features & wanted) == wanted;
    }

    private static final class HelloCodec extends MessageCodec<Hello> {
        static final HelloCodec INSTANCE = new HelloCodec();

        private HelloCodec() {
            super("Hello");
        }

        @Override
        public void write(Hello hello, WireWriter out) {
            out.writeInt64(1, hello.features);
            out.writeString(2, hello.software);
            out.writeInt32(3, hello.maxFrameBytes);
            out.writeString(4, hello.token);
            out.writeString(5, hello.refusal);
        }

        @Override
        public Hello read(WireReader in) {
            long features = 0;
            String software = null;
            int maxFrameBytes = 0;
            String token = null;
            String refusal = null;
            for (int field = in.nextField(); field != 0; field = in.nextField()) {
                switch (field) {
                    case 1 -> features = in.readInt64();
                    case 2 -> software = in.readString();
                    case 3 -> maxFrameBytes = in.readInt32();
                    case 4 -> token = in.readString();
                    case 5 -> refusal = in.readString();
                    default -> in.skipField();
                }
            }
            return new Hello(features, software, maxFrameBytes, token, refusal);
        }

        @Override
        public void writeJson(Hello hello, JsonWriter out) {
            throw new UnsupportedOperationException("a hello has no JSON form");
        }

        @Override
        public Hello readJson(JsonReader in) {
            throw new UnsupportedOperationException("a hello has no JSON form");
        }
    }
}

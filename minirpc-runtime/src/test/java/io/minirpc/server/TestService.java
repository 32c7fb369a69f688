package io.minirpc.server;

import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.codec.Codec;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.ExceptionCodec;
import io.minirpc.codec.JsonFields;
import io.minirpc.codec.JsonName;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.MessageCodec;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import java.util.concurrent.CompletableFuture;

/** A service by hand, as the processor would write it: methods that answer, fail, wait or echo. */
public final class TestService {
    public static final MethodDescriptor<Pair, Integer> ADD = MethodDescriptor.builder(
                    "Test", "Add", PairCodec.INSTANCE, Codecs.INT32)
            .build();
    public static final MethodDescriptor<Pair, Result> DIVIDE = MethodDescriptor.builder(
                    "Test", "Divide", PairCodec.INSTANCE, ResultCodec.INSTANCE)
            .build();
    public static final MethodDescriptor<String, String> ECHO = text("Echo");
    public static final MethodDescriptor<String, String> WAIT = text("Wait");
    public static final MethodDescriptor<String, String> FAIL = MethodDescriptor.builder(
                    "Test", "Fail", Codecs.STRING, Codecs.STRING)
            .declares(new OddCodec())
            .build();
    public static final MethodDescriptor<Void, Void> NOTHING = MethodDescriptor.builder(
                    "Test", "Nothing", (Codec<Void>) Codecs.NOTHING, (Codec<Void>) Codecs.NOTHING)
            .build();
    public static final MethodDescriptor<String, String> UNBOUND = text("Unbound");

    private TestService() {}

    /** The service; {@link #WAIT} answers when the future it is given completes. */
    public static ServiceBinding binding(CompletableFuture<String> wait) {
        return ServiceBinding.builder("Test")
                .inlineBlocking(ADD, pair -> pair.a() + pair.b())
                .blocking(DIVIDE, TestService::divide)
                .blocking(ECHO, text -> text)
                .async(WAIT, text -> wait)
                .blocking(FAIL, TestService::fail)
                .inlineAsync(NOTHING, nothing -> CompletableFuture.completedFuture(null))
                .build();
    }

    private static Result divide(Pair pair) {
        if (pair.b() == 0) {
            throw new RpcException(StatusCode.INVALID_ARGUMENT, "divide by zero");
        }
        return new Result(pair.a() / pair.b());
    }

    private static String fail(String how) throws Exception {
        switch (how) {
            case "declared" -> throw new OddException("so odd", 7);
            case "undeclared" -> throw new IllegalStateException("secret");
            case "error" -> throw new AssertionError("secret");
            case "overflow" -> overflow();
            case "status" -> throw new RpcException(StatusCode.NOT_FOUND, "no such thing");
            case "long" -> throw new RpcException(StatusCode.ABORTED, "ä".repeat(40_000));
            case "large" -> {
                return "x".repeat(200_000);
            }
            default -> throw new IllegalArgumentException(how);
        }
        return how;
    }

    private static void overflow() throws Exception {
        fail("overflow");
    }

    private static MethodDescriptor<String, String> text(String method) {
        return MethodDescriptor.builder("Test", method, Codecs.STRING, Codecs.STRING)
                .build();
    }

    public record Pair(int a, int b) {}

    public record Result(int result) {}

    public static final class OddException extends Exception {
        private static final long serialVersionUID = 1;
        private final int oddity;

        public OddException(String message, int oddity) {
            super(message);
            this.oddity = oddity;
        }

        public int oddity() {
            return oddity;
        }
    }

    public static final class PairCodec extends MessageCodec<Pair> {
        static final PairCodec INSTANCE = new PairCodec();
        private static final JsonName A = JsonName.of("A");
        private static final JsonName B = JsonName.of("B");
        private static final JsonFields FIELDS = JsonFields.of(A, B);

        private PairCodec() {
            super("Pair");
        }

        @Override
        public void write(Pair pair, WireWriter out) {
            out.writeInt32(1, pair.a());
            out.writeInt32(2, pair.b());
        }

        @Override
        public Pair read(WireReader in) {
            int a = 0;
            int b = 0;
            for (int field = in.nextField(); field != 0; field = in.nextField()) {
                switch (field) {
                    case 1 -> a = in.readInt32();
                    case 2 -> b = in.readInt32();
                    default -> in.skipField();
                }
            }
            return new Pair(a, b);
        }

        @Override
        public void writeJson(Pair pair, JsonWriter out) {
            out.beginObject();
            out.writeInt32(A, pair.a());
            out.writeInt32(B, pair.b());
            out.endObject();
        }

        @Override
        public Pair readJson(JsonReader in) {
            int a = 0;
            int b = 0;
            in.beginObject(FIELDS);
            for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
                switch (field) {
                    case 0 -> a = in.readInt32();
                    default -> b = in.readInt32();
                }
            }
            return new Pair(a, b);
        }
    }

    public static final class ResultCodec extends MessageCodec<Result> {
        static final ResultCodec INSTANCE = new ResultCodec();
        private static final JsonName RESULT = JsonName.of("Result");
        private static final JsonFields FIELDS = JsonFields.of(RESULT);

        private ResultCodec() {
            super("Result");
        }

        @Override
        public void write(Result result, WireWriter out) {
            out.writeInt32(1, result.result());
        }

        @Override
        public Result read(WireReader in) {
            int result = 0;
            for (int field = in.nextField(); field != 0; field = in.nextField()) {
                if (field == 1) {
                    result = in.readInt32();
                } else {
                    in.skipField();
                }
            }
            return new Result(result);
        }

        @Override
        public void writeJson(Result result, JsonWriter out) {
            out.beginObject();
            out.writeInt32(RESULT, result.result());
            out.endObject();
        }

        @Override
        public Result readJson(JsonReader in) {
            int result = 0;
            in.beginObject(FIELDS);
            while (in.nextField() != JsonReader.END) {
                result = in.readInt32();
            }
            return new Result(result);
        }
    }

    public static final class OddCodec extends ExceptionCodec<OddException> {
        private static final JsonName MESSAGE = JsonName.of("message");
        private static final JsonName ODDITY = JsonName.of("oddity");
        private static final JsonFields FIELDS = JsonFields.of(MESSAGE, ODDITY);

        OddCodec() {
            super("OddException", OddException.class);
        }

        @Override
        public void write(OddException e, WireWriter out) {
            out.writeString(1, e.getMessage());
            out.writeInt32(2, e.oddity());
        }

        @Override
        public OddException read(WireReader in) {
            String message = "";
            int oddity = 0;
            for (int field = in.nextField(); field != 0; field = in.nextField()) {
                switch (field) {
                    case 1 -> message = in.readString();
                    case 2 -> oddity = in.readInt32();
                    default -> in.skipField();
                }
            }
            return new OddException(message, oddity);
        }

        @Override
        public void writeJson(OddException e, JsonWriter out) {
            out.beginObject();
            out.writeString(MESSAGE, e.getMessage());
            out.writeInt32(ODDITY, e.oddity());
            out.endObject();
        }

        @Override
        public OddException readJson(JsonReader in) {
            String message = "";
            int oddity = 0;
            in.beginObject(FIELDS);
            for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
                switch (field) {
                    case 0 -> message = in.readString();
                    default -> oddity = in.readInt32();
                }
            }
            return new OddException(message, oddity);
        }
    }
}

package io.minirpc.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The codecs of strings, bytes, UUIDs and numbers of any size. */
final class TextCodecs {
    /** The largest exponent: a few bytes such as 1e999999999 must not become a number that fills the memory. */
    private static final int MAX_SCALE = 10_000;

    private static final int UUID_BYTES = 16;

    private TextCodecs() {}

    static final class Text extends ScalarCodec<String> {
        @Override
        int wireType() {
            return WireType.LENGTH;
        }

        @Override
        void writeValue(String value, WireWriter out) {
            out.writeStringValue(value);
        }

        @Override
        String readValue(WireReader in) {
            return in.readStringValue();
        }

        @Override
        String toText(String value) {
            return value;
        }

        @Override
        String fromText(String text) {
            return text;
        }

        @Override
        public void print(String value, TextPrinter out) {
            out.quoted(value);
        }

        @Override
        String name() {
            return "string";
        }
    }

    static final class Bytes extends SingleCodec<byte[]> {
        @Override
        int wireType() {
            return WireType.LENGTH;
        }

        @Override
        void writeValue(byte[] value, WireWriter out) {
            out.writeBytesValue(value);
        }

        @Override
        byte[] readValue(WireReader in) {
            return in.readBytesValue();
        }

        @Override
        public void writeJson(byte[] value, JsonWriter out) {
            out.writeBinary(value);
        }

        @Override
        public byte[] readJson(JsonReader in) {
            return in.readBinary();
        }

        @Override
        public void print(byte[] value, TextPrinter out) {
            out.plain("byte[" + value.length + "]");
        }
    }

    static final class Uuid extends ScalarCodec<java.util.UUID> {
        @Override
        int wireType() {
            return WireType.LENGTH;
        }

        @Override
        void writeValue(java.util.UUID value, WireWriter out) {
            out.writeVarint32(UUID_BYTES);
            out.writeFixed64(Long.reverseBytes(value.getMostSignificantBits()));
            out.writeFixed64(Long.reverseBytes(value.getLeastSignificantBits()));
        }

        @Override
        java.util.UUID readValue(WireReader in) {
            int length = in.readLength();
            if (length != UUID_BYTES) {
                throw new CodecException("a UUID of " + length + " bytes (expected: " + UUID_BYTES + ")");
            }
            return new java.util.UUID(Long.reverseBytes(in.readFixed64()), Long.reverseBytes(in.readFixed64()));
        }

        @Override
        String toText(java.util.UUID value) {
            return value.toString();
        }

        /** Refuses the short forms that {@link java.util.UUID#fromString} takes, such as 1-1-1-1-1. */
        @Override
        java.util.UUID fromText(String text) {
            java.util.UUID value = java.util.UUID.fromString(text);
            if (!value.toString().equalsIgnoreCase(text)) {
                throw new IllegalArgumentException(text);
            }
            return value;
        }

        @Override
        String name() {
            return "UUID";
        }
    }

    static final class Decimal extends ScalarCodec<BigDecimal> {
        @Override
        int wireType() {
            return WireType.LENGTH;
        }

        @Override
        void writeValue(BigDecimal value, WireWriter out) {
            out.writeStringValue(toText(value));
        }

        @Override
        @Nullable
        BigDecimal readValue(WireReader in) {
            return parse(in.readStringValue());
        }

        @Override
        public void writeJson(BigDecimal value, JsonWriter out) {
            out.writeNumberText(toText(value));
        }

        @Override
        public @Nullable BigDecimal readJson(JsonReader in) {
            return parse(in.readNumberText(name()));
        }

        @Override
        String toText(BigDecimal value) {
            checkScale(value);
            checkBits(value.unscaledValue());
            return NumberTexts.number(value.toString());
        }

        @Override
        BigDecimal fromText(String text) {
            BigDecimal value = new BigDecimal(NumberTexts.number(text));
            checkScale(value);
            return value;
        }

        @Override
        String name() {
            return "decimal number";
        }

        private static void checkScale(BigDecimal value) {
            if (Math.abs((long) value.scale()) > MAX_SCALE) {
                throw new CodecException("a decimal number of scale " + value.scale() + " (expected: -" + MAX_SCALE
                        + " to " + MAX_SCALE + ")");
            }
        }
    }

    static final class BigInt extends ScalarCodec<BigInteger> {
        @Override
        int wireType() {
            return WireType.LENGTH;
        }

        @Override
        void writeValue(BigInteger value, WireWriter out) {
            out.writeStringValue(toText(value));
        }

        @Override
        @Nullable
        BigInteger readValue(WireReader in) {
            return parse(in.readStringValue());
        }

        @Override
        public void writeJson(BigInteger value, JsonWriter out) {
            out.writeNumberText(toText(value));
        }

        @Override
        public @Nullable BigInteger readJson(JsonReader in) {
            return parse(in.readNumberText(name()));
        }

        @Override
        String toText(BigInteger value) {
            checkBits(value);
            return NumberTexts.integer(value.toString());
        }

        @Override
        BigInteger fromText(String text) {
            return new BigInteger(NumberTexts.integer(text));
        }

        @Override
        String name() {
            return "integer";
        }
    }

    /** Refuses what surely has too many digits, before they are computed. */
    private static void checkBits(BigInteger value) {
        if (value.bitLength() > 4 * NumberTexts.MAX_CHARS) {
            throw new CodecException("a number of " + value.bitLength() + " bits (expected: at most "
                    + NumberTexts.MAX_CHARS + " digits)");
        }
    }
}

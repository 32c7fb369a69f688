package io.minirpc.codec;

/** The codecs of ints and longs, boxed, in each of their layouts. */
final class IntegerCodecs {
    private IntegerCodecs() {}

    /** The JSON and the text of an int, which are the same however it is laid out in the native format. */
    private abstract static class Int extends ScalarCodec<Integer> {
        @Override
        public void writeJson(Integer value, JsonWriter out) {
            out.writeInt64Value(value);
        }

        @Override
        public Integer readJson(JsonReader in) {
            return in.readInt32();
        }

        @Override
        String toText(Integer value) {
            return value.toString();
        }

        @Override
        Integer fromText(String text) {
            return Integer.valueOf(NumberTexts.integer(text));
        }

        @Override
        String name() {
            return "int";
        }
    }

    /** The JSON and the text of a long. */
    private abstract static class LongInt extends ScalarCodec<Long> {
        @Override
        public void writeJson(Long value, JsonWriter out) {
            out.writeInt64Value(value);
        }

        @Override
        public Long readJson(JsonReader in) {
            return in.readInt64();
        }

        @Override
        String toText(Long value) {
            return value.toString();
        }

        @Override
        Long fromText(String text) {
            return Long.valueOf(NumberTexts.integer(text));
        }

        @Override
        String name() {
            return "long";
        }
    }

    static final class Int32 extends Int {
        @Override
        int wireType() {
            return WireType.VARINT;
        }

        @Override
        void writeValue(Integer value, WireWriter out) {
            out.writeVarint64(value);
        }

        @Override
        Integer readValue(WireReader in) {
            return in.readInt32Value();
        }
    }

    static final class Int64 extends LongInt {
        @Override
        int wireType() {
            return WireType.VARINT;
        }

        @Override
        void writeValue(Long value, WireWriter out) {
            out.writeVarint64(value);
        }

        @Override
        Long readValue(WireReader in) {
            return in.readVarint64();
        }
    }

    static final class Sint32 extends Int {
        @Override
        int wireType() {
            return WireType.VARINT;
        }

        @Override
        void writeValue(Integer value, WireWriter out) {
            out.writeVarint32(WireWriter.zigZag(value.intValue()));
        }

        @Override
        Integer readValue(WireReader in) {
            return in.readSint32Value();
        }
    }

    static final class Sint64 extends LongInt {
        @Override
        int wireType() {
            return WireType.VARINT;
        }

        @Override
        void writeValue(Long value, WireWriter out) {
            out.writeVarint64(WireWriter.zigZag(value.longValue()));
        }

        @Override
        Long readValue(WireReader in) {
            return in.readSint64Value();
        }
    }

    static final class Sfixed32 extends Int {
        @Override
        int wireType() {
            return WireType.FIXED32;
        }

        @Override
        void writeValue(Integer value, WireWriter out) {
            out.writeFixed32(value);
        }

        @Override
        Integer readValue(WireReader in) {
            return in.readFixed32();
        }
    }

    static final class Sfixed64 extends LongInt {
        @Override
        int wireType() {
            return WireType.FIXED64;
        }

        @Override
        void writeValue(Long value, WireWriter out) {
            out.writeFixed64(value);
        }

        @Override
        Long readValue(WireReader in) {
            return in.readFixed64();
        }
    }
}

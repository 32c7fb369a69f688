package io.minirpc.codec;

/** The codecs of booleans, characters, small whole numbers and floating point numbers, boxed. */
final class NumberCodecs {
    private NumberCodecs() {}

    static final class Bool extends ScalarCodec<Boolean> {
        @Override
        int wireType() {
            return WireType.VARINT;
        }

        @Override
        void writeValue(Boolean value, WireWriter out) {
            out.writeByte(value ? 1 : 0);
        }

        @Override
        Boolean readValue(WireReader in) {
            return in.readVarint64() != 0;
        }

        @Override
        public void writeJson(Boolean value, JsonWriter out) {
            out.writeBoolValue(value);
        }

        @Override
        public Boolean readJson(JsonReader in) {
            return in.readBool();
        }

        @Override
        String toText(Boolean value) {
            return value.toString();
        }

        @Override
        Boolean fromText(String text) {
            return parseBoolean(text);
        }

        @Override
        String name() {
            return "boolean";
        }
    }

    static final class Int8 extends ScalarCodec<Byte> {
        @Override
        int wireType() {
            return WireType.VARINT;
        }

        @Override
        void writeValue(Byte value, WireWriter out) {
            out.writeVarint64(value);
        }

        @Override
        Byte readValue(WireReader in) {
            return in.narrowToByte(in.readInt32Value());
        }

        @Override
        public void writeJson(Byte value, JsonWriter out) {
            out.writeInt64Value(value);
        }

        @Override
        public Byte readJson(JsonReader in) {
            return in.readInt8();
        }

        @Override
        String toText(Byte value) {
            return value.toString();
        }

        @Override
        Byte fromText(String text) {
            return Byte.valueOf(NumberTexts.integer(text));
        }

        @Override
        String name() {
            return "byte";
        }
    }

    static final class Int16 extends ScalarCodec<Short> {
        @Override
        int wireType() {
            return WireType.VARINT;
        }

        @Override
        void writeValue(Short value, WireWriter out) {
            out.writeVarint64(value);
        }

        @Override
        Short readValue(WireReader in) {
            return in.narrowToShort(in.readInt32Value());
        }

        @Override
        public void writeJson(Short value, JsonWriter out) {
            out.writeInt64Value(value);
        }

        @Override
        public Short readJson(JsonReader in) {
            return in.readInt16();
        }

        @Override
        String toText(Short value) {
            return value.toString();
        }

        @Override
        Short fromText(String text) {
            return Short.valueOf(NumberTexts.integer(text));
        }

        @Override
        String name() {
            return "short";
        }
    }

    static final class Char extends ScalarCodec<Character> {
        @Override
        int wireType() {
            return WireType.VARINT;
        }

        @Override
        void writeValue(Character value, WireWriter out) {
            out.writeVarint32(value);
        }

        @Override
        Character readValue(WireReader in) {
            return in.narrowToChar(in.readInt32Value());
        }

        @Override
        public void writeJson(Character value, JsonWriter out) {
            out.writeCharValue(value);
        }

        @Override
        public Character readJson(JsonReader in) {
            return in.readChar();
        }

        @Override
        public void print(Character value, TextPrinter out) {
            out.character(value);
        }

        @Override
        String toText(Character value) {
            return value.toString();
        }

        @Override
        Character fromText(String text) {
            return parseChar(text);
        }

        @Override
        String name() {
            return "char";
        }
    }

    static final class Float32 extends ScalarCodec<Float> {
        @Override
        int wireType() {
            return WireType.FIXED32;
        }

        @Override
        void writeValue(Float value, WireWriter out) {
            out.writeFixed32(Float.floatToRawIntBits(value));
        }

        @Override
        Float readValue(WireReader in) {
            return Float.intBitsToFloat(in.readFixed32());
        }

        @Override
        public void writeJson(Float value, JsonWriter out) {
            out.writeFloatValue(value);
        }

        @Override
        public Float readJson(JsonReader in) {
            return in.readFloat();
        }

        @Override
        String toText(Float value) {
            return value.toString();
        }

        @Override
        Float fromText(String text) {
            return NumberTexts.parseFloat(text);
        }

        @Override
        String name() {
            return "float";
        }
    }

    static final class Float64 extends ScalarCodec<Double> {
        @Override
        int wireType() {
            return WireType.FIXED64;
        }

        @Override
        void writeValue(Double value, WireWriter out) {
            out.writeFixed64(Double.doubleToRawLongBits(value));
        }

        @Override
        Double readValue(WireReader in) {
            return Double.longBitsToDouble(in.readFixed64());
        }

        @Override
        public void writeJson(Double value, JsonWriter out) {
            out.writeDoubleValue(value);
        }

        @Override
        public Double readJson(JsonReader in) {
            return in.readDouble();
        }

        @Override
        String toText(Double value) {
            return value.toString();
        }

        @Override
        Double fromText(String text) {
            return NumberTexts.parseDouble(text);
        }

        @Override
        String name() {
            return "double";
        }
    }

    private static Boolean parseBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    static Character parseChar(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }
}

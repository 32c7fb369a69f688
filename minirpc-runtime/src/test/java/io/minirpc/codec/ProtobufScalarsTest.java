package io.minirpc.codec;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BOOL;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BYTES;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_DOUBLE;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_FLOAT;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_SFIXED32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_SFIXED64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_SINT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_SINT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static io.minirpc.codec.Formats.fromNative;
import static io.minirpc.codec.Formats.toNative;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of scalar against protobuf-java: alone, repeated packed and repeated one by one, in both directions. */
class ProtobufScalarsTest {
    /**
     * A codec and the kind that protobuf has for it.
     *
     * @param toProtobuf gives the value that protobuf-java takes for ours
     */
    private record Kind<T>(
            String name, Type type, SingleCodec<T> codec, List<T> values, Function<T, Object> toProtobuf) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind<?>> kinds() {
        return Stream.of(
                kind("BOOL", TYPE_BOOL, Boolean.class, value -> value),
                kind("INT8", TYPE_INT32, Byte.class, Byte::intValue),
                kind("INT16", TYPE_INT32, Short.class, Short::intValue),
                kind("CHAR", TYPE_INT32, Character.class, value -> (int) value),
                kind("INT32", TYPE_INT32, Integer.class, value -> value),
                kind("SINT32", TYPE_SINT32, Integer.class, value -> value),
                kind("SFIXED32", TYPE_SFIXED32, Integer.class, value -> value),
                kind("INT64", TYPE_INT64, Long.class, value -> value),
                kind("SINT64", TYPE_SINT64, Long.class, value -> value),
                kind("SFIXED64", TYPE_SFIXED64, Long.class, value -> value),
                kind("FLOAT", TYPE_FLOAT, Float.class, value -> value),
                kind("DOUBLE", TYPE_DOUBLE, Double.class, value -> value),
                kind("STRING", TYPE_STRING, String.class, value -> value),
                kind("BIG_DECIMAL", TYPE_STRING, Object.class, Object::toString),
                kind("LOCAL_DATE", TYPE_SINT64, LocalDate.class, LocalDate::toEpochDay),
                kind("LOCAL_TIME", TYPE_INT64, LocalTime.class, LocalTime::toNanoOfDay),
                kind("YEAR", TYPE_INT32, Year.class, Year::getValue),
                new Kind<>(
                        "BYTES",
                        TYPE_BYTES,
                        Codecs.BYTES,
                        List.of(new byte[] {}, new byte[] {0, -1}, new byte[200]),
                        ByteString::copyFrom));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void aFieldHasTheBytesOfProtobuf(Kind<T> kind) throws Exception {
        Descriptor descriptor =
                new Schema().scalar("Message", 1, "value", kind.type()).build("Message");
        FieldDescriptor field = descriptor.findFieldByNumber(1);
        for (T value : kind.values()) {
            Object expected = kind.toProtobuf().apply(value);
            byte[] ours = toNative(kind.codec(), value);
            assertThat(DynamicMessage.parseFrom(descriptor, ours).getField(field))
                    .isEqualTo(expected);
            byte[] theirs = DynamicMessage.newBuilder(descriptor)
                    .setField(field, expected)
                    .build()
                    .toByteArray();
            if (theirs.length > 0) { // protobuf leaves zero out, a boxed value does not
                assertThat(ours).isEqualTo(theirs);
                assertThat(fromNative(kind.codec(), theirs)).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void aListHasTheBytesOfProtobufAndIsReadPackedOrNot(Kind<T> kind) throws Exception {
        Codec<List<T>> codec = Codecs.list(kind.codec());
        for (boolean packed : new boolean[] {true, false}) {
            Descriptor descriptor = new Schema()
                    .repeated("Message", 1, "values", kind.type(), packed)
                    .build("Message");
            FieldDescriptor field = descriptor.findFieldByNumber(1);
            List<Object> expected =
                    kind.values().stream().map(kind.toProtobuf()).toList();
            byte[] ours = toNative(codec, kind.values());
            assertThat(DynamicMessage.parseFrom(descriptor, ours).getField(field))
                    .isEqualTo(expected);
            byte[] theirs = DynamicMessage.newBuilder(descriptor)
                    .setField(field, expected)
                    .build()
                    .toByteArray();
            assertThat(fromNative(codec, theirs).toArray())
                    .isEqualTo(kind.values().toArray());
            if (packed) {
                assertThat(ours).isEqualTo(theirs);
            }
        }
    }

    @Test
    void primitiveFieldsOfAMessageHaveTheBytesOfProtobuf() throws InvalidProtocolBufferException {
        Descriptor descriptor = new Schema()
                .scalar("Message", 1, "a", TYPE_BOOL)
                .scalar("Message", 2, "b", TYPE_INT32)
                .scalar("Message", 15, "c", TYPE_INT64)
                .scalar("Message", 16, "d", TYPE_SINT32)
                .scalar("Message", 2047, "e", TYPE_SINT64)
                .scalar("Message", 2048, "f", TYPE_SFIXED32)
                .scalar("Message", 100_000, "g", TYPE_SFIXED64)
                .scalar("Message", 10_000_000, "h", TYPE_FLOAT)
                .scalar("Message", (1 << 28) - 1, "i", TYPE_DOUBLE)
                .build("Message");
        for (long seed = 0; seed < 500; seed++) {
            RandomValues random = new RandomValues(seed);
            DynamicMessage.Builder theirs = DynamicMessage.newBuilder(descriptor);
            WireWriter out = WireWriter.borrow();
            boolean bool = random.flip();
            int int32 = random.anInt();
            long int64 = random.aLong();
            double real = random.aDouble();
            Object[] values = {bool, int32, int64, int32, int64, int32, int64, (float) real, real};
            for (int i = 0; i < values.length; i++) {
                theirs.setField(descriptor.getFields().get(i), values[i]);
            }
            out.writeBool(1, bool);
            out.writeInt32(2, int32);
            out.writeInt64(15, int64);
            out.writeSint32(16, int32);
            out.writeSint64(2047, int64);
            out.writeSfixed32(2048, int32);
            out.writeSfixed64(100_000, int64);
            out.writeFloat(10_000_000, (float) real);
            out.writeDouble((1 << 28) - 1, real);
            byte[] bytes = java.util.Arrays.copyOf(out.array(), out.size());
            assertThat(bytes).as("seed %d", seed).isEqualTo(theirs.build().toByteArray());
            WireReader in = new WireReader(bytes, 0, bytes.length, Limits.DEFAULT);
            DynamicMessage parsed = DynamicMessage.parseFrom(descriptor, bytes);
            for (int number = in.nextField(); number != 0; number = in.nextField()) {
                Object read = switch (number) {
                    case 1 -> in.readBool();
                    case 2 -> in.readInt32();
                    case 15 -> in.readInt64();
                    case 16 -> in.readSint32();
                    case 2047 -> in.readSint64();
                    case 2048 -> in.readSfixed32();
                    case 100_000 -> in.readSfixed64();
                    case 10_000_000 -> in.readFloat();
                    default -> in.readDouble();
                };
                assertThat(read).as("seed %d", seed).isEqualTo(parsed.getField(descriptor.findFieldByNumber(number)));
            }
            out.release();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> Kind<T> kind(String name, Type type, Class<T> java, Function<T, Object> toProtobuf) {
        ScalarSamples<?> samples = ScalarSamples.all()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new Kind<>(name, type, (SingleCodec<T>) samples.codec(), (List<T>) samples.values(), toProtobuf);
    }
}

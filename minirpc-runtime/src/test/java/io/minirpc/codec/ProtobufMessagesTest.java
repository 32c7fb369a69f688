package io.minirpc.codec;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label.LABEL_REPEATED;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BOOL;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BYTES;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_DOUBLE;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_MESSAGE;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_SINT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_SINT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static io.minirpc.codec.Formats.fromNative;
import static io.minirpc.codec.Formats.toNative;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import io.minirpc.codec.Customer.Shape.Circle;
import io.minirpc.codec.Customer.Shape.Square;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whole messages against protobuf-java, which knows them by a schema of its own. */
class ProtobufMessagesTest {
    private static final Codec<Customer> CODEC = CustomerCodec.INSTANCE;
    private static final Descriptor CUSTOMER = new Schema()
            .color()
            .scalar("Circle", 1, "radius", TYPE_DOUBLE)
            .scalar("Square", 1, "side", TYPE_INT32)
            .scalar("Square", 2, "unit", TYPE_STRING)
            .choice("Shape", 1, "circle", "Circle")
            .choice("Shape", 2, "square", "Square")
            .repeated("Row", 1, "cells", TYPE_INT32, true)
            .scalar("Customer", 1, "id", TYPE_INT64)
            .scalar("Customer", 2, "name", TYPE_STRING)
            .scalar("Customer", 3, "score", TYPE_SINT32)
            .scalar("Customer", 4, "active", TYPE_BOOL)
            .scalar("Customer", 5, "balance", TYPE_DOUBLE)
            .scalar("Customer", 6, "grade", TYPE_INT32)
            .scalar("Customer", 7, "photo", TYPE_BYTES)
            .repeated("Customer", 8, "points", TYPE_INT32, true)
            .repeated("Customer", 9, "tags", TYPE_STRING, false)
            .reference("Customer", 10, "colors", "Color", LABEL_REPEATED)
            .reference("Customer", 11, "matrix", "Row", LABEL_REPEATED)
            .map("Customer", 12, "counters", TYPE_STRING, TYPE_INT64, null)
            .map("Customer", 13, "friends", TYPE_INT32, TYPE_MESSAGE, "Customer")
            .scalar("Customer", 14, "email", TYPE_STRING)
            .scalar("Customer", 15, "birthday", TYPE_SINT64)
            .reference("Customer", 16, "created", ".google.protobuf.Timestamp")
            .reference("Customer", 17, "patience", ".google.protobuf.Duration")
            .scalar("Customer", 18, "credit", TYPE_STRING)
            .reference("Customer", 19, "shape", "Shape")
            .reference("Customer", 20, "boss", "Customer")
            .reference("Customer", 21, "reports", "Customer", LABEL_REPEATED)
            .reference("Customer", 22, "favourite", "Color")
            .build("Customer");

    @Test
    void protobufReadsWhatWeWrite() throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            Customer customer = new RandomValues(seed).customer(2);
            DynamicMessage parsed = DynamicMessage.parseFrom(CUSTOMER, toNative(CODEC, customer));
            assertSame(customer, parsed, "seed " + seed);
        }
    }

    @Test
    void weReadWhatProtobufWrites() throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            DynamicMessage theirs = withoutOurMarks(
                    DynamicMessage.parseFrom(CUSTOMER, toNative(CODEC, new RandomValues(seed).customer(2))));
            Customer read = fromNative(CODEC, theirs.toByteArray());
            assertSame(read, theirs, "seed " + seed);
            assertThat(withoutOurMarks(DynamicMessage.parseFrom(CUSTOMER, toNative(CODEC, read)))
                            .toByteArray())
                    .as("seed %d", seed)
                    .isEqualTo(theirs.toByteArray());
        }
    }

    @Test
    void ourMarksSurviveAProtobufThatPassesThemOn() throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            Customer customer = new RandomValues(seed).customer(0);
            byte[] passedOn = DynamicMessage.parseFrom(CUSTOMER, toNative(CODEC, customer))
                    .toByteArray();
            Customer read = fromNative(CODEC, passedOn);
            assertThat(read.tags()).as("seed %d", seed).isEqualTo(customer.tags());
            assertThat(read.matrix()).as("seed %d", seed).isEqualTo(customer.matrix());
        }
    }

    @Test
    void unknownFieldsAreSkipped() {
        Customer customer = new RandomValues(7).customer(1);
        UnknownFieldSet inner = UnknownFieldSet.newBuilder()
                .addField(1, UnknownFieldSet.Field.newBuilder().addVarint(-1).build())
                .build();
        UnknownFieldSet.Field everyKind = UnknownFieldSet.Field.newBuilder()
                .addVarint(5)
                .addFixed32(6)
                .addFixed64(7)
                .addLengthDelimited(ByteString.copyFromUtf8("later"))
                .addGroup(UnknownFieldSet.newBuilder()
                        .addField(
                                3,
                                UnknownFieldSet.Field.newBuilder()
                                        .addGroup(inner)
                                        .build())
                        .build())
                .build();
        byte[] unknown = UnknownFieldSet.newBuilder()
                .addField(100, everyKind)
                .addField(18_999, everyKind)
                .build()
                .toByteArray();
        byte[] written = toNative(CODEC, customer);
        assertThat(toNative(CODEC, fromNative(CODEC, joined(unknown, written, unknown))))
                .isEqualTo(written);
    }

    @Test
    void absentFieldsAreZeroNullOrEmpty() {
        Customer read =
                fromNative(CODEC, DynamicMessage.getDefaultInstance(CUSTOMER).toByteArray());
        assertThat(read).isEqualTo(Customer.NOBODY);
    }

    @Test
    void timesHaveTheLayoutOfProtobufsOwn() throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            Instant instant = new RandomValues(seed).instant();
            Timestamp timestamp = Timestamp.newBuilder()
                    .setSeconds(instant.getEpochSecond())
                    .setNanos(instant.getNano())
                    .build();
            assertThat(toNative(Codecs.list(Codecs.INSTANT), List.of(instant)))
                    .isEqualTo(
                            joined(new byte[] {0x0a, (byte) timestamp.getSerializedSize()}, timestamp.toByteArray()));
        }
        java.time.Duration duration = java.time.Duration.ofMillis(-1_500);
        Duration negative =
                Duration.newBuilder().setSeconds(-1).setNanos(-500_000_000).build();
        assertThat(toNative(Codecs.DURATION, duration))
                .isEqualTo(joined(new byte[] {0x0a, (byte) negative.getSerializedSize()}, negative.toByteArray()));
    }

    @Test
    void ofAChoiceTheLastOneCounts() {
        DynamicMessage shape =
                (DynamicMessage) DynamicMessage.newBuilder(CUSTOMER).getField(CUSTOMER.findFieldByName("shape"));
        Descriptor type = shape.getDescriptorForType();
        Message.Builder circle =
                DynamicMessage.newBuilder(type.findFieldByName("circle").getMessageType());
        circle.setField(circle.getDescriptorForType().findFieldByName("radius"), 2.5);
        byte[] first = DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("circle"), circle.build())
                .build()
                .toByteArray();
        assertThat(fromNative(ShapeCodec.INSTANCE, first)).isEqualTo(new Circle(2.5));
        assertThat(fromNative(ShapeCodec.INSTANCE, joined(first, toNative(ShapeCodec.INSTANCE, new Square(1, null)))))
                .isEqualTo(new Square(1, null));
        assertThat(fromNative(ShapeCodec.INSTANCE, "1a00")).isNull();
    }

    /** Checks field by field that protobuf sees what we have. */
    private static void assertSame(Customer ours, DynamicMessage theirs, String where) {
        assertThat(get(theirs, "id")).as(where).isEqualTo(ours.id());
        assertThat(get(theirs, "name")).as(where).isEqualTo(Objects.requireNonNullElse(ours.name(), ""));
        assertThat(get(theirs, "score")).as(where).isEqualTo(ours.score());
        assertThat(get(theirs, "active")).as(where).isEqualTo(ours.active());
        assertThat(get(theirs, "balance")).as(where).isEqualTo(ours.balance());
        assertThat(get(theirs, "grade")).as(where).isEqualTo((int) ours.grade());
        assertThat(get(theirs, "photo"))
                .as(where)
                .isEqualTo(ours.photo() == null ? ByteString.EMPTY : ByteString.copyFrom(ours.photo()));
        List<Integer> points = new ArrayList<>();
        for (int point : ours.points() == null ? new int[0] : ours.points()) {
            points.add(point);
        }
        assertThat(get(theirs, "points")).as(where).isEqualTo(points);
        assertThat(get(theirs, "tags")).as(where).isEqualTo(present(ours.tags()));
        assertThat(list(theirs, "colors").stream().map(Object::toString).toList())
                .as(where)
                .isEqualTo(present(ours.colors() == null ? null : new ArrayList<>(ours.colors())).stream()
                        .map(Color::name)
                        .toList());
        assertThat(list(theirs, "matrix").stream()
                        .map(row -> get((Message) row, "cells"))
                        .toList())
                .as(where)
                .isEqualTo(present(ours.matrix()).stream()
                        .map(ProtobufMessagesTest::present)
                        .toList());
        assertThat(list(theirs, "counters")).as(where).hasSize(size(ours.counters()));
        for (Object entry : list(theirs, "counters")) {
            Long count = ours.counters().get(get((Message) entry, "key"));
            assertThat(get((Message) entry, "value")).as(where).isEqualTo(count == null ? 0L : count);
        }
        assertThat(list(theirs, "friends")).as(where).hasSize(size(ours.friends()));
        for (Object entry : list(theirs, "friends")) {
            Customer friend = ours.friends().get(get((Message) entry, "key"));
            assertSame(
                    friend == null ? Customer.NOBODY : friend, (DynamicMessage) get((Message) entry, "value"), where);
        }
        assertThat(get(theirs, "email")).as(where).isEqualTo(ours.email().orElse(""));
        assertThat(get(theirs, "birthday"))
                .as(where)
                .isEqualTo(ours.birthday() == null ? 0L : ours.birthday().toEpochDay());
        assertTimes(ours, theirs, where);
        assertThat(get(theirs, "credit"))
                .as(where)
                .isEqualTo(ours.credit() == null ? "" : ours.credit().toString());
        assertShape(ours.shape(), (Message) get(theirs, "shape"), where);
        assertThat(has(theirs, "boss")).as(where).isEqualTo(ours.boss() != null);
        if (ours.boss() != null) {
            assertSame(ours.boss(), (DynamicMessage) get(theirs, "boss"), where);
        }
        List<Customer> reports = present(ours.reports());
        assertThat(list(theirs, "reports")).as(where).hasSize(reports.size());
        for (int i = 0; i < reports.size(); i++) {
            assertSame(reports.get(i), (DynamicMessage) list(theirs, "reports").get(i), where);
        }
        assertThat(get(theirs, "favourite").toString())
                .as(where)
                .isEqualTo(ours.favourite() == null ? "RED" : ours.favourite().name());
    }

    private static void assertTimes(Customer ours, DynamicMessage theirs, String where) {
        Instant created = Objects.requireNonNullElse(ours.created(), Instant.EPOCH);
        Message timestamp = (Message) get(theirs, "created");
        assertThat(get(timestamp, "seconds")).as(where).isEqualTo(created.getEpochSecond());
        assertThat(get(timestamp, "nanos")).as(where).isEqualTo(created.getNano());
        java.time.Duration patience = Objects.requireNonNullElse(ours.patience(), java.time.Duration.ZERO);
        Message duration = (Message) get(theirs, "patience");
        long seconds = (long) get(duration, "seconds");
        int nanos = (int) get(duration, "nanos");
        assertThat(java.time.Duration.ofSeconds(seconds, nanos)).as(where).isEqualTo(patience);
        assertThat(seconds > 0 && nanos < 0 || seconds < 0 && nanos > 0)
                .as("signs differ, " + where)
                .isFalse();
    }

    private static void assertShape(Customer.Shape ours, Message theirs, String where) {
        assertThat(has(theirs, "circle")).as(where).isEqualTo(ours instanceof Circle);
        assertThat(has(theirs, "square")).as(where).isEqualTo(ours instanceof Square);
        if (ours instanceof Circle circle) {
            assertThat(get((Message) get(theirs, "circle"), "radius")).as(where).isEqualTo(circle.radius());
        } else if (ours instanceof Square square) {
            Message parsed = (Message) get(theirs, "square");
            assertThat(get(parsed, "side")).as(where).isEqualTo(square.side());
            assertThat(get(parsed, "unit")).as(where).isEqualTo(Objects.requireNonNullElse(square.unit(), ""));
        }
    }

    /** Returns the message as a protobuf peer would have written it, without our fields for null and empty. */
    private static DynamicMessage withoutOurMarks(DynamicMessage message) {
        DynamicMessage.Builder builder = message.toBuilder().setUnknownFields(UnknownFieldSet.getDefaultInstance());
        message.getAllFields().forEach((field, value) -> {
            if (value instanceof List<?> list
                    && field.getJavaType() == com.google.protobuf.Descriptors.FieldDescriptor.JavaType.MESSAGE) {
                builder.clearField(field);
                list.forEach(each -> builder.addRepeatedField(field, withoutOurMarks((DynamicMessage) each)));
            } else if (value instanceof DynamicMessage inner) {
                builder.setField(field, withoutOurMarks(inner));
            }
        });
        return builder.build();
    }

    private static Object get(Message message, String field) {
        return message.getField(message.getDescriptorForType().findFieldByName(field));
    }

    private static boolean has(Message message, String field) {
        return message.hasField(message.getDescriptorForType().findFieldByName(field));
    }

    private static List<?> list(Message message, String field) {
        return (List<?>) get(message, field);
    }

    private static <T> List<T> present(List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    private static int size(Map<?, ?> map) {
        return map == null ? 0 : map.size();
    }

    static byte[] joined(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

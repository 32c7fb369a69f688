package io.minirpc.codec;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class CustomerCodec extends MessageCodec<Customer> {
    static final CustomerCodec INSTANCE = new CustomerCodec();
    private static final JsonName ID = JsonName.of("id");
    private static final JsonName NAME = JsonName.of("name");
    private static final JsonName SCORE = JsonName.of("score");
    private static final JsonName ACTIVE = JsonName.of("active");
    private static final JsonName BALANCE = JsonName.of("balance");
    private static final JsonName GRADE = JsonName.of("grade");
    private static final JsonName PHOTO = JsonName.of("photo");
    private static final JsonName POINTS = JsonName.of("points");
    private static final JsonName TAGS = JsonName.of("tags");
    private static final JsonName COLORS = JsonName.of("colors");
    private static final JsonName MATRIX = JsonName.of("matrix");
    private static final JsonName COUNTERS = JsonName.of("counters");
    private static final JsonName FRIENDS = JsonName.of("friends");
    private static final JsonName EMAIL = JsonName.of("email");
    private static final JsonName BIRTHDAY = JsonName.of("birthday");
    private static final JsonName CREATED = JsonName.of("created");
    private static final JsonName PATIENCE = JsonName.of("patience");
    private static final JsonName CREDIT = JsonName.of("credit");
    private static final JsonName SHAPE = JsonName.of("shape");
    private static final JsonName BOSS = JsonName.of("boss");
    private static final JsonName REPORTS = JsonName.of("reports");
    private static final JsonName FAVOURITE = JsonName.of("favourite");
    private static final JsonFields FIELDS = JsonFields.of(
            ID, NAME, SCORE, ACTIVE, BALANCE, GRADE, PHOTO, POINTS, TAGS, COLORS, MATRIX, COUNTERS, FRIENDS, EMAIL,
            BIRTHDAY, CREATED, PATIENCE, CREDIT, SHAPE, BOSS, REPORTS, FAVOURITE);
    private static final Codec<List<String>> TAGS_CODEC = Codecs.list(Codecs.STRING);
    private static final Codec<Set<Color>> COLORS_CODEC = Codecs.set(Color.CODEC);
    private static final Codec<List<List<Integer>>> MATRIX_CODEC = Codecs.list(Codecs.list(Codecs.INT32));
    private static final Codec<Map<String, Long>> COUNTERS_CODEC = Codecs.map(Codecs.STRING, Codecs.INT64);
    private static final Codec<Map<Integer, Customer>> FRIENDS_CODEC =
            Codecs.map(Codecs.INT32, Codecs.lazy(() -> CustomerCodec.INSTANCE));
    private static final Codec<Optional<String>> EMAIL_CODEC = Codecs.optional(Codecs.STRING);
    private static final Codec<List<Customer>> REPORTS_CODEC = Codecs.list(Codecs.lazy(() -> CustomerCodec.INSTANCE));

    private CustomerCodec() {
        super("Customer");
    }

    @Override
    public void write(Customer value, WireWriter out) {
        out.writeInt64(1, value.id());
        out.writeString(2, value.name());
        out.writeSint32(3, value.score());
        out.writeBool(4, value.active());
        out.writeDouble(5, value.balance());
        out.writeInt32(6, value.grade());
        out.writeBytes(7, value.photo());
        Codecs.INT32_ARRAY.writeField(8, value.points(), out);
        TAGS_CODEC.writeField(9, value.tags(), out);
        COLORS_CODEC.writeField(10, value.colors(), out);
        MATRIX_CODEC.writeField(11, value.matrix(), out);
        COUNTERS_CODEC.writeField(12, value.counters(), out);
        FRIENDS_CODEC.writeField(13, value.friends(), out);
        EMAIL_CODEC.writeField(14, value.email(), out);
        Codecs.LOCAL_DATE.writeField(15, value.birthday(), out);
        Codecs.INSTANT.writeField(16, value.created(), out);
        Codecs.DURATION.writeField(17, value.patience(), out);
        Codecs.BIG_DECIMAL.writeField(18, value.credit(), out);
        out.writeMessage(19, value.shape(), ShapeCodec.INSTANCE);
        out.writeMessage(20, value.boss(), this);
        REPORTS_CODEC.writeField(21, value.reports(), out);
        Color.CODEC.writeField(22, value.favourite(), out);
    }

    @Override
    public Customer read(WireReader in) {
        Fields it = new Fields();
        for (int field = in.nextField(); field != 0; field = in.nextField()) {
            switch (field) {
                case 1 -> it.id = in.readInt64();
                case 2 -> it.name = in.readString();
                case 3 -> it.score = in.readSint32();
                case 4 -> it.active = in.readBool();
                case 5 -> it.balance = in.readDouble();
                case 6 -> it.grade = in.readChar();
                case 7 -> it.photo = in.readBytes();
                case 8 -> it.points = Codecs.INT32_ARRAY.readField(in, it.points);
                case 9 -> it.tags = TAGS_CODEC.readField(in, it.tags);
                case 10 -> it.colors = COLORS_CODEC.readField(in, it.colors);
                case 11 -> it.matrix = MATRIX_CODEC.readField(in, it.matrix);
                case 12 -> it.counters = COUNTERS_CODEC.readField(in, it.counters);
                case 13 -> it.friends = FRIENDS_CODEC.readField(in, it.friends);
                case 14 -> it.email = EMAIL_CODEC.readField(in, it.email);
                case 15 -> it.birthday = Codecs.LOCAL_DATE.readField(in, it.birthday);
                case 16 -> it.created = Codecs.INSTANT.readField(in, it.created);
                case 17 -> it.patience = Codecs.DURATION.readField(in, it.patience);
                case 18 -> it.credit = Codecs.BIG_DECIMAL.readField(in, it.credit);
                case 19 -> it.shape = in.readMessage(ShapeCodec.INSTANCE);
                case 20 -> it.boss = in.readMessage(this);
                case 21 -> it.reports = REPORTS_CODEC.readField(in, it.reports);
                case 22 -> it.favourite = Color.CODEC.readField(in, it.favourite);
                default -> in.skipField();
            }
        }
        return it.build();
    }

    @Override
    public void writeJson(Customer value, JsonWriter out) {
        out.beginObject();
        out.writeInt64(ID, value.id());
        out.writeString(NAME, value.name());
        out.writeInt32(SCORE, value.score());
        out.writeBool(ACTIVE, value.active());
        out.writeDouble(BALANCE, value.balance());
        out.writeChar(GRADE, value.grade());
        out.writeField(PHOTO, value.photo(), Codecs.BYTES);
        out.writeField(POINTS, value.points(), Codecs.INT32_ARRAY);
        out.writeField(TAGS, value.tags(), TAGS_CODEC);
        out.writeField(COLORS, value.colors(), COLORS_CODEC);
        out.writeField(MATRIX, value.matrix(), MATRIX_CODEC);
        out.writeField(COUNTERS, value.counters(), COUNTERS_CODEC);
        out.writeField(FRIENDS, value.friends(), FRIENDS_CODEC);
        out.writeField(EMAIL, value.email(), EMAIL_CODEC);
        out.writeField(BIRTHDAY, value.birthday(), Codecs.LOCAL_DATE);
        out.writeField(CREATED, value.created(), Codecs.INSTANT);
        out.writeField(PATIENCE, value.patience(), Codecs.DURATION);
        out.writeField(CREDIT, value.credit(), Codecs.BIG_DECIMAL);
        out.writeField(SHAPE, value.shape(), ShapeCodec.INSTANCE);
        out.writeField(BOSS, value.boss(), this);
        out.writeField(REPORTS, value.reports(), REPORTS_CODEC);
        out.writeField(FAVOURITE, value.favourite(), Color.CODEC);
        out.endObject();
    }

    @Override
    public Customer readJson(JsonReader in) {
        Fields it = new Fields();
        in.beginObject(FIELDS);
        for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
            switch (field) {
                case 0 -> it.id = in.readInt64();
                case 1 -> it.name = in.readString();
                case 2 -> it.score = in.readInt32();
                case 3 -> it.active = in.readBool();
                case 4 -> it.balance = in.readDouble();
                case 5 -> it.grade = in.readChar();
                case 6 -> it.photo = in.readValue(Codecs.BYTES);
                case 7 -> it.points = in.readValue(Codecs.INT32_ARRAY);
                case 8 -> it.tags = in.readValue(TAGS_CODEC);
                case 9 -> it.colors = in.readValue(COLORS_CODEC);
                case 10 -> it.matrix = in.readValue(MATRIX_CODEC);
                case 11 -> it.counters = in.readValue(COUNTERS_CODEC);
                case 12 -> it.friends = in.readValue(FRIENDS_CODEC);
                case 13 -> it.email = in.readValue(EMAIL_CODEC);
                case 14 -> it.birthday = in.readValue(Codecs.LOCAL_DATE);
                case 15 -> it.created = in.readValue(Codecs.INSTANT);
                case 16 -> it.patience = in.readValue(Codecs.DURATION);
                case 17 -> it.credit = in.readValue(Codecs.BIG_DECIMAL);
                case 18 -> it.shape = in.readValue(ShapeCodec.INSTANCE);
                case 19 -> it.boss = in.readValue(this);
                case 20 -> it.reports = in.readValue(REPORTS_CODEC);
                case 21 -> it.favourite = in.readValue(Color.CODEC);
                default -> throw new AssertionError(field);
            }
        }
        return it.build();
    }

    /** What was read so far. */
    private static final class Fields {
        private long id;
        private String name;
        private int score;
        private boolean active;
        private double balance;
        private char grade;
        private byte[] photo;
        private int[] points;
        private List<String> tags;
        private Set<Color> colors;
        private List<List<Integer>> matrix;
        private Map<String, Long> counters;
        private Map<Integer, Customer> friends;
        private Optional<String> email = EMAIL_CODEC.absent();
        private LocalDate birthday;
        private Instant created;
        private Duration patience;
        private BigDecimal credit;
        private Customer.Shape shape;
        private Customer boss;
        private List<Customer> reports;
        private Color favourite;

        private Customer build() {
            return new Customer(
                    id, name, score, active, balance, grade, photo, points, tags, colors, matrix, counters, friends,
                    email, birthday, created, patience, credit, shape, boss, reports, favourite);
        }
    }
}

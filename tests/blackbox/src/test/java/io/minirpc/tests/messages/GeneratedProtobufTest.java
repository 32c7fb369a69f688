package io.minirpc.tests.messages;

import static io.minirpc.tests.messages.Formats.fromNative;
import static io.minirpc.tests.messages.Formats.toNative;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.foreign.Page;
import com.example.foreign.User;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import io.minirpc.codec.Codec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What generated codecs write, as protobuf-java prints it by a schema of its own, and what protobuf-java writes, as
 * generated codecs read it.
 */
class GeneratedProtobufTest {
    private static final FileDescriptor SCHEMA = ProtoFile.parse("""
            message Scalars {
              bool a = 1;
              int32 b = 2;
              int32 c = 3;
              int32 d = 4;
              int32 e = 5;
              int64 f = 6;
              float g = 7;
              double h = 8;
              bool boxedA = 9;
              int32 boxedB = 10;
              int32 boxedC = 11;
              int32 boxedD = 12;
              int32 boxedE = 13;
              int64 boxedF = 14;
              float boxedG = 15;
              double boxedH = 16;
              string text = 17;
            }
            message Values {
              sint64 localDate = 1;
              int64 localTime = 2;
              google.protobuf.Timestamp localDateTime = 3;
              google.protobuf.Timestamp instant = 4;
              google.protobuf.Duration duration = 5;
              string period = 6;
              int32 year = 7;
            }
            enum Colour {
              UNSPECIFIED = 0;
              GREEN = 1;
              RED = 3;
              BLUE = 1000000;
            }
            message Numbered {
              map<int32, string> names = 2;
              sint32 zigZag = 3;
              sfixed32 boxed = 4;
              repeated sint64 zigZags = 5;
              repeated sfixed32 fixeds = 6;
              Colour colour = 7;
              repeated Colour colours = 8;
              int32 a = 100;
              sfixed64 fixed = 268435455;
            }
            message Tree {
              string name = 1;
              Tree next = 2;
              repeated Tree children = 3;
              map<string, Tree> byName = 4;
            }
            message Event {
              oneof kind {
                Joined joined = 1;
                Left left = 2;
                Kicked kicked = 3;
                Silence silence = 4;
              }
            }
            message Joined {
              string user = 1;
              google.protobuf.Timestamp at = 2;
            }
            message Left {
              string user = 1;
            }
            message Kicked {
              string user = 1;
              Event because = 2;
            }
            message Silence {
            }
            message Account {
              string owner = 1;
              string iban = 2;
              bool open = 3;
              bool locked = 4;
              sint32 balance = 5;
            }
            enum Status {
              INVITED = 0;
              ENABLED = 1;
              BLOCKED = 2;
            }
            message User {
              int64 id = 1;
              google.protobuf.Timestamp created = 2;
              string name = 3;
              bool active = 4;
              Status status = 5;
              sint64 birthday = 6;
              repeated int32 scores = 7;
              map<string, User> friends = 8;
            }
            message Page {
              repeated User items = 1;
              User first = 2;
              int32 number = 3;
              int64 total = 4;
            }
            """);

    @Test
    void scalarsAreFieldsInTheOrderOfTheirDeclaration() throws Exception {
        Scalars scalars = new Scalars(
                true, (byte) -1, (short) 2, 'x', -3, 4, 1.5f, -0.0, true, (byte) 5, (short) 6, 'y', 9, -7L, 2.5f, 3.5,
                "é");
        assertSame(EchoMethods.SCALARS.reply(), scalars, "Scalars", """
                a: true b: -1 c: 2 d: 120 e: -3 f: 4 g: 1.5 h: -0.0 boxedA: true boxedB: 5 boxedC: 6 boxedD: 121 \
                boxedE: 9 boxedF: -7 boxedG: 2.5 boxedH: 3.5 text: "é"\
                """);
    }

    @Test
    void timesHaveTheLayoutOfProtobufsOwn() throws Exception {
        DynamicMessage theirs = parse("Values", """
                localDate: -1 localTime: 1 localDateTime { seconds: 60 nanos: 5 } instant { seconds: -1 nanos: 999999999 } \
                duration { seconds: -1 nanos: -500000000 } period: "P1D" year: -44\
                """);
        Values values = fromNative(EchoMethods.VALUES.reply(), theirs.toByteArray());
        assertThat(values.localDate()).isEqualTo(LocalDate.of(1969, 12, 31));
        assertThat(values.localTime().toNanoOfDay()).isEqualTo(1);
        assertThat(values.localDateTime()).isEqualTo(LocalDateTime.of(1970, 1, 1, 0, 1, 0, 5));
        assertThat(values.instant()).isEqualTo(Instant.EPOCH.minusNanos(1));
        assertThat(values.duration()).isEqualTo(Duration.ofMillis(-1_500));
        assertThat(values.period().getDays()).isEqualTo(1);
        assertThat(values.year().getValue()).isEqualTo(-44);
        assertThat(DynamicMessage.parseFrom(type("Values"), toNative(EchoMethods.VALUES.reply(), values)))
                .isEqualTo(theirs);
    }

    @Test
    void chosenNumbersAndEncodingsAreThoseOnTheWire() throws Exception {
        Numbered numbered = new Numbered(
                -1,
                -2,
                -3,
                -4,
                List.of(-5L, 6L),
                new int[] {-7, 8},
                Colour.BLUE,
                List.of(Colour.RED, Colour.GREEN),
                new EnumMap<>(Map.of(Colour.RED, "red")));
        assertSame(EchoMethods.NUMBERED.reply(), numbered, "Numbered", """
                names { key: 3 value: "red" } zigZag: -2 boxed: -4 zigZags: [-5, 6] fixeds: [-7, 8] colour: BLUE \
                colours: [RED, GREEN] a: -1 fixed: -3\
                """);
    }

    @Test
    void messagesContainEachOther() throws Exception {
        Tree tree = new Tree("a", Tree.leaf("b"), List.of(Tree.leaf("c"), Tree.leaf("d")), Map.of("k", Tree.leaf("e")));
        assertSame(EchoMethods.TREE.reply(), tree, "Tree", """
                name: "a" next { name: "b" } children { name: "c" } children { name: "d" } \
                byName { key: "k" value { name: "e" } }\
                """);
    }

    @Test
    void sealedTypesAreChoicesNumberedAsTheyAreListed() throws Exception {
        assertSame(
                EchoMethods.EVENT.reply(),
                new Event.Kicked("a", new Event.Left("b")),
                "Event",
                "kicked { user: \"a\" because { left { user: \"b\" } } }");
        assertSame(EchoMethods.EVENT.reply(), new Event.Silence(), "Event", "silence { }");
    }

    @Test
    void beansBeginWithTheFieldsOfTheirSuperclass() throws Exception {
        Account account = new Account();
        account.setOwner("Ada");
        account.setIban("x");
        account.setLocked(true);
        account.setBalance(-9);
        assertSame(
                EchoMethods.ACCOUNT.reply(),
                account,
                "Account",
                "owner: \"Ada\" iban: \"x\" open: true locked: true balance: -9");
    }

    @Test
    void beansOfOtherPeoplesJarsAreMessagesToo() throws Exception {
        User bob = new User();
        bob.setName("Bob");
        bob.setStatus(User.Status.BLOCKED);
        User ada = new User();
        ada.setId(1);
        ada.setName("Ada");
        ada.setActive(true);
        ada.setStatus(User.Status.ENABLED);
        ada.setCreated(LocalDateTime.of(1970, 1, 1, 0, 0, 1));
        ada.setBirthday(LocalDate.of(1970, 1, 2));
        ada.setScores(List.of(1, -1));
        ada.setFriends(Map.of("bob", bob));
        Page<User> page = new Page<>();
        page.setItems(List.of(ada, bob));
        page.setFirst(bob);
        page.setNumber(2);
        page.setTotal(3L);
        String printedBob = "{ name: \"Bob\" status: BLOCKED }";
        assertSame(EchoMethods.USERS.reply(), page, "Page", """
                items { id: 1 created { seconds: 1 } name: "Ada" active: true status: ENABLED birthday: 1 scores: [1, -1] \
                friends { key: "bob" value BOB } } items BOB first BOB number: 2 total: 3\
                """.replace("BOB", printedBob));
    }

    @Test
    void anEmptyMessageOfProtobufIsZeroNullAndEmptyHere() throws Exception {
        assertThat(fromNative(EchoMethods.SCALARS.reply(), new byte[0]))
                .isEqualTo(Samples.scalars().get(1));
        assertThat(fromNative(EchoMethods.TREE.reply(), new byte[0])).isEqualTo(Tree.leaf(null));
        assertThat(fromNative(EchoMethods.EVENT.reply(), new byte[0])).isNull();
        assertThat(fromNative(EchoMethods.CONTAINERS.reply(), new byte[0]).optionalList())
                .isEqualTo(Optional.empty());
    }

    @Test
    void fieldsOfANewerVersionAreSkipped() {
        byte[] unknown = UnknownFieldSet.newBuilder()
                .addField(
                        50,
                        UnknownFieldSet.Field.newBuilder()
                                .addVarint(1)
                                .addFixed32(2)
                                .build())
                .addField(
                        51,
                        UnknownFieldSet.Field.newBuilder()
                                .addGroup(UnknownFieldSet.newBuilder().build())
                                .build())
                .build()
                .toByteArray();
        byte[] known = toNative(EchoMethods.TREE.reply(), Samples.TREE);
        byte[] both = java.util.Arrays.copyOf(unknown, unknown.length + known.length);
        System.arraycopy(known, 0, both, unknown.length, known.length);
        assertThat(fromNative(EchoMethods.TREE.reply(), both)).isEqualTo(Samples.TREE);
    }

    /** Checks that protobuf-java sees in our bytes what a text says, and that we see our value in its bytes. */
    private static <T> void assertSame(Codec<T> codec, T value, String message, String text) throws Exception {
        DynamicMessage expected = parse(message, text);
        assertThat(DynamicMessage.parseFrom(type(message), toNative(codec, value)))
                .isEqualTo(expected);
        T read = fromNative(codec, expected.toByteArray());
        assertThat(read).usingRecursiveComparison().isEqualTo(value);
        assertThat(toNative(codec, value)).hasSameSizeAs(expected.toByteArray()); // the order is ours
    }

    private static DynamicMessage parse(String message, String text) throws TextFormat.ParseException {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type(message));
        TextFormat.merge(text, builder);
        return builder.build();
    }

    private static Descriptor type(String message) {
        return SCHEMA.findMessageTypeByName(message);
    }
}

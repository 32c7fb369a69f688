package io.minirpc.tests.messages;

import static io.minirpc.tests.messages.Formats.fromJson;
import static io.minirpc.tests.messages.Formats.fromNative;
import static io.minirpc.tests.messages.Formats.toJson;
import static io.minirpc.tests.messages.Formats.toNative;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.foreign.Page;
import com.example.foreign.User;
import io.minirpc.MethodDescriptor;
import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages of every shape through the codecs that the processor wrote for them. */
class GeneratedCodecsTest {
    @Test
    void primitivesAndBoxesSurvive() {
        assertAnswered(EchoMethods.SCALARS, Samples.scalars());
    }

    @Test
    void timesAndOtherValuesSurvive() {
        assertAnswered(EchoMethods.VALUES, Samples.values());
    }

    @Test
    void arraysSurvive() {
        assertAnswered(EchoMethods.ROWS, Samples.rows());
    }

    @Test
    void collectionsMapsAndOptionalsSurvive() {
        for (Containers value : Samples.containers()) {
            // A deque is equal to itself only.
            for (Containers read : List.of(
                    fromNative(EchoMethods.CONTAINERS.reply(), toNative(EchoMethods.CONTAINERS.reply(), value)),
                    fromJson(EchoMethods.CONTAINERS.reply(), toJson(EchoMethods.CONTAINERS.reply(), value)))) {
                assertThat(read).usingRecursiveComparison().isEqualTo(value);
                assertThat(read.list()).isEqualTo(value.list());
                assertThat(read.map()).isEqualTo(value.map());
                assertThat(read.byLevel()).isEqualTo(value.byLevel());
            }
        }
    }

    @Test
    void chosenNumbersNamesAndEncodingsSurvive() {
        assertAnswered(EchoMethods.NUMBERED, Samples.numbered());
        assertThat(toJson(EchoMethods.NUMBERED.reply(), Samples.numbered().get(1)))
                .startsWith("{\"A\":-1,\"zigZag\":-2147483648,")
                .contains("\"the colour\":\"grün\"", "\"colours\":[\"BLUE\",null,\"RED\"]");
    }

    @Test
    void beansWithInheritedPropertiesSurvive() {
        assertAnswered(EchoMethods.ACCOUNT, Samples.accounts());
    }

    @Test
    void whatIsIgnoredAndWhatIsTransientStaysAtHome() {
        Account account = new Account();
        account.setNote("secret");
        account.setCache("secret");
        assertThat(toJson(EchoMethods.ACCOUNT.reply(), account)).doesNotContain("secret");
        Account read = fromNative(EchoMethods.ACCOUNT.reply(), toNative(EchoMethods.ACCOUNT.reply(), account));
        assertThat(read.getNote()).isEqualTo("kept");
        assertThat(read.getCache()).isEqualTo("kept");
    }

    @Test
    void anAbsentPropertyOfABeanIsZeroWhateverItBeganWith() {
        Account read = fromJson(EchoMethods.ACCOUNT.reply(), "{}");
        assertThat(read.getBalance()).isZero();
        assertThat(read.isOpen()).isFalse();
        assertThat(read).isEqualTo(fromNative(EchoMethods.ACCOUNT.reply(), new byte[0]));
    }

    @Test
    void recursiveTypesSurvive() {
        assertAnswered(EchoMethods.TREE, List.of(Samples.TREE, Tree.leaf(null)));
        assertAnswered(EchoMethods.CHICKEN, List.of(Samples.chicken()));
    }

    @Test
    void sealedTypesSurvive() {
        assertAnswered(EchoMethods.EVENT, Samples.events());
        assertThat(toJson(EchoMethods.EVENT.reply(), new Event.Kicked("a", new Event.Silence())))
                .isEqualTo("{\"Kicked\":{\"user\":\"a\",\"because\":{\"Silence\":{}}}}");
        assertThat(fromJson(EchoMethods.EVENT.reply(), "{\"Exploded\":{}}")).isNull();
    }

    @Test
    void namesThatGeneratedCodeMayWantSurvive() {
        assertAnswered(
                EchoMethods.KEYWORDS,
                List.of(new Keywords(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18)));
    }

    @Test
    void messagesWithoutFieldsSurvive() {
        assertAnswered(EchoMethods.NOTHING, Arrays.asList(new Nothing(), null));
    }

    @Test
    void genericTypesSurvive() {
        assertAnswered(EchoMethods.BOXES, List.of(Samples.boxes()));
        assertAnswered(EchoMethods.PAIR, List.of(new Pair<>("a", Samples.events()), new Pair<>(null, null)));
    }

    @Test
    void beansOfOtherPeoplesJarsSurvive() {
        assertAnswered(EchoMethods.USERS, Arrays.asList(Samples.users(), new Page<User>(), null));
        assertThat(toJson(EchoMethods.USERS.reply(), Samples.users()))
                .contains("\"scores\":[1,null,-3]", "\"birthday\":\"1815-12-10\"", "\"status\":\"BLOCKED\"");
    }

    @Test
    void severalParametersAreAMessage() {
        EchoMethods.SeveralArgs args = new EchoMethods.SeveralArgs(1, 2, "x", Samples.events(), new byte[] {1});
        for (EchoMethods.SeveralArgs read : List.of(
                fromNative(EchoMethods.SEVERAL.arguments(), toNative(EchoMethods.SEVERAL.arguments(), args)),
                fromJson(EchoMethods.SEVERAL.arguments(), toJson(EchoMethods.SEVERAL.arguments(), args)))) {
            assertThat(read).usingRecursiveComparison().isEqualTo(args);
        }
        assertThat(toJson(EchoMethods.SEVERAL.arguments(), args))
                .startsWith("{\"in\":1,\"out\":2,\"field\":\"x\",\"Value\":[");
        assertSurvives(EchoMethods.SEVERAL.reply(), Optional.of(Samples.events()));
        assertSurvives(EchoMethods.SEVERAL.reply(), Optional.of(List.of()));
        assertSurvives(EchoMethods.SEVERAL.reply(), Optional.empty());
    }

    @Test
    void parametersThatAreNoMessagesAreFieldsOfOne() {
        Map<Level, Map<String, Optional<Tree>>> map = new LinkedHashMap<>();
        map.put(Level.HIGH, Map.of("a", Optional.of(Samples.TREE), "b", Optional.empty()));
        map.put(Level.LOW, null);
        assertSurvives(EchoMethods.MAP.reply(), map);
        assertSurvives(EchoMethods.MAP.arguments(), new EchoMethods.MapArgs(map));
        assertSurvives(EchoMethods.LEVEL.reply(), Level.MIDDLE);
        assertSurvives(EchoMethods.LEVEL.reply(), null);
        assertThat(toJson(EchoMethods.LEVEL.arguments(), new EchoMethods.LevelArgs(Level.HIGH)))
                .isEqualTo("{\"value\":\"HIGH\"}");
        assertSurvives(EchoMethods.NUMBER.reply(), 0);
        assertThat(toNative(EchoMethods.NUMBER.reply(), 0)).containsExactly(0x08, 0);
        assertThat(fromNative(EchoMethods.NUMBER.reply(), new byte[0])).isZero();
        assertThat(fromJson(EchoMethods.NUMBER.reply(), "null")).isZero();
    }

    @Test
    void propertiesOfGeneratedCodecsMatchInAnyCase() {
        String json = toJson(EchoMethods.SCALARS.reply(), Samples.scalars().get(2));
        assertThat(fromJson(
                        EchoMethods.SCALARS.reply(),
                        json.replace("aBoolean", "ABOOLEAN").replace("text", "tExt")))
                .isEqualTo(Samples.scalars().get(2));
        assertThatThrownBy(() -> fromJson(EchoMethods.SCALARS.reply(), "{\"aByte\":1,\"ABYTE\":1}"))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void treesAsDeepAsTheLimitSurviveAndDeeperOnesAreRefused() {
        Tree tree = Tree.leaf("");
        for (int i = 1; i < 64; i++) {
            tree = new Tree("", tree, null, null);
        }
        Tree deepest = tree;
        assertSurvives(EchoMethods.TREE.reply(), deepest);
        Tree deeper = new Tree("", deepest, null, null);
        assertThatThrownBy(() -> toNative(EchoMethods.TREE.reply(), deeper)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> toJson(EchoMethods.TREE.reply(), deeper)).isInstanceOf(CodecException.class);
    }

    @Test
    void damagedPayloadsAreValuesOrCodecExceptions() {
        for (Payload<?> payload : payloads()) {
            byte[] whole = payload.bytes();
            String json = payload.json();
            IntStream.range(0, 300).forEach(seed -> {
                Random random = new Random(seed);
                byte[] damaged = whole.clone();
                StringBuilder text = new StringBuilder(json);
                for (int i = 0; i < 2 && damaged.length > 0; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) (random.nextInt(256) >> random.nextInt(8));
                    text.setCharAt(random.nextInt(text.length()), "{}[]\":,0e-x\\".charAt(random.nextInt(12)));
                }
                assertValueOrCodecException(() -> payload.read(damaged), payload, seed);
                assertValueOrCodecException(() -> payload.read(text.toString()), payload, seed);
            });
        }
    }

    private static List<Payload<?>> payloads() {
        return List.of(
                new Payload<>(EchoMethods.SCALARS.reply(), Samples.scalars().get(3)),
                new Payload<>(EchoMethods.VALUES.reply(), Samples.values().get(1)),
                new Payload<>(EchoMethods.ROWS.reply(), Samples.rows().get(2)),
                new Payload<>(
                        EchoMethods.CONTAINERS.reply(), Samples.containers().get(2)),
                new Payload<>(EchoMethods.NUMBERED.reply(), Samples.numbered().get(1)),
                new Payload<>(EchoMethods.EVENT.reply(), Samples.events().get(3)),
                new Payload<>(EchoMethods.USERS.reply(), Samples.users()),
                new Payload<>(EchoMethods.BOXES.reply(), Samples.boxes()));
    }

    private record Payload<T>(Codec<T> codec, T value) {
        byte[] bytes() {
            return toNative(codec, value);
        }

        String json() {
            return toJson(codec, value);
        }

        T read(byte[] bytes) {
            return fromNative(codec, bytes);
        }

        T read(String json) {
            return fromJson(codec, json);
        }
    }

    private static void assertValueOrCodecException(Runnable attempt, Payload<?> payload, int seed) {
        try {
            attempt.run();
        } catch (CodecException e) {
            // as it should be
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + " of " + payload.value(), e);
        }
    }

    private static <T> void assertAnswered(MethodDescriptor<T, T> method, List<T> values) {
        for (T value : values) {
            assertSurvives(method.arguments(), value);
            assertSurvives(method.reply(), value);
        }
    }

    private static <T> void assertSurvives(Codec<T> codec, T value) {
        for (T read : Arrays.asList(fromNative(codec, toNative(codec, value)), fromJson(codec, toJson(codec, value)))) {
            assertThat(read)
                    .usingRecursiveComparison()
                    .withEqualsForType(Float::equals, Float.class)
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(value);
        }
    }
}

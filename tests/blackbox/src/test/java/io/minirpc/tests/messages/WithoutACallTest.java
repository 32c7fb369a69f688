package io.minirpc.tests.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.Limits;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Generated codecs in the hands of users, without client or server. */
class WithoutACallTest {
    private static final Command CREATE = new Command.CreateGroup("rowing", List.of("ada", "grace"));

    @Test
    void leavesHaveTheirNamesInJson() {
        assertThat(CommandCodec.INSTANCE.toJson(CREATE))
                .isEqualTo("{\"group.create\":{\"name\":\"rowing\",\"members\":[\"ada\",\"grace\"]}}");
        assertThat(CommandCodec.INSTANCE.toJson(new Command.Leave(7))).isEqualTo("{\"Leave\":{\"group\":7}}");
        assertThat(CommandCodec.INSTANCE.fromJson("{\"PING\":{}}")).isEqualTo(new Command.Ping());
    }

    @Test
    void leavesHaveTheirNumbersInBytes() {
        assertThat(hex(CREATE)).startsWith("0a"); // field 1
        assertThat(hex(new Command.Ping())).isEqualTo("a20100"); // field 20
        assertThat(hex(new Command.Leave(7))).isEqualTo("1a020807"); // field 3
    }

    private static String hex(Command command) {
        return HexFormat.of().formatHex(CommandCodec.INSTANCE.toBytes(command));
    }

    @Test
    void messagesSurvive() {
        for (Command command : List.of(CREATE, new Command.Ping(), new Command.Leave(-1))) {
            assertSurvives(CommandCodec.INSTANCE, command);
        }
        assertSurvives(EchoMethods.TREE.reply(), Samples.TREE);
        assertSurvives(EchoMethods.EVENT.reply(), Samples.events().get(3));
        assertSurvives(EchoMethods.LEVEL.reply(), Level.MIDDLE);
    }

    @Test
    void collectionsOfMessagesSurvive() {
        assertSurvives(Codecs.list(CommandCodec.INSTANCE), List.of(CREATE, new Command.Ping()));
        assertSurvives(Codecs.map(Codecs.STRING, CommandCodec.INSTANCE), Map.of("a", CREATE));
    }

    @Test
    void unknownLeafIsToldFromABadOne() {
        assertThatThrownBy(() -> CommandCodec.INSTANCE.fromJson("{\"group.close\":{}}"))
                .isInstanceOfSatisfying(
                        CodecException.class,
                        e -> assertThat(e.isUnknownValue()).isTrue());
        assertThatThrownBy(() -> CommandCodec.INSTANCE.fromJson("{\"group.create\":{\"members\":[1]}}"))
                .isInstanceOfSatisfying(
                        CodecException.class,
                        e -> assertThat(e.isUnknownValue()).isFalse())
                .hasMessageEndingWith("(in /group.create/members/0)");
    }

    @Test
    void twoLeavesAtOnceAreRefused() {
        assertThatThrownBy(() -> CommandCodec.INSTANCE.fromJson("{\"ping\":{},\"Leave\":{\"group\":1}}"))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("a second leaf");
    }

    @Test
    void limitsOfTheCallerHold() {
        Limits small = Limits.builder().maxStringLength(3).build();
        assertThatThrownBy(() -> CommandCodec.INSTANCE.toBytes(CREATE, small)).isInstanceOf(CodecException.class);
        byte[] bytes = CommandCodec.INSTANCE.toBytes(CREATE);
        assertThatThrownBy(() -> CommandCodec.INSTANCE.fromBytes(bytes, small)).isInstanceOf(CodecException.class);
    }

    private static <T> void assertSurvives(Codec<T> codec, T value) {
        assertThat(codec.fromBytes(codec.toBytes(value))).isEqualTo(value);
        assertThat(codec.fromJson(codec.toJson(value))).isEqualTo(value);
    }
}

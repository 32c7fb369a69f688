package io.minirpc.gochat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
    private static Line read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return LineReader.read(bytes, 0, bytes.length);
    }

    private static void assertBad(String line, long id, ErrorCode code) {
        assertThat(read(line)).isInstanceOfSatisfying(Line.Bad.class, bad -> {
            assertThat(bad.code()).as(bad.text()).isEqualTo(code);
            assertThat(bad.id()).as(bad.text()).isEqualTo(id);
        });
    }

    private static ClientFrame good(String line) {
        Line read = read(line);
        assertThat(read).isInstanceOf(Line.Good.class);
        return ((Line.Good) read).frame();
    }

    @Test
    void requestIsRead() {
        assertThat(good("{\"read\":{\"id\":6,\"conversation\":\"p:1:2\",\"seq\":17}}"))
                .isEqualTo(new ClientFrame.Read(6, "p:1:2", 17));
    }

    @Test
    void unknownPropertiesAreIgnored() {
        assertThat(good("{\"read\":{\"new\":[{\"id\":9}],\"id\":6,\"seq\":17}}"))
                .isEqualTo(new ClientFrame.Read(6, null, 17));
    }

    @Test
    void unknownKindIsAnsweredWithItsId() { // attacks M9
        assertBad("{\"wave\":{\"hand\":[1,{\"id\":9}],\"id\":6}}", 6, ErrorCode.UNKNOWN_KIND);
        assertBad("{\"wave\":{}}", 0, ErrorCode.UNKNOWN_KIND);
    }

    @Test
    void badBodyIsAnsweredWithItsId() {
        assertBad("{\"read\":{\"seq\":\"many\",\"id\":6}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"send\":{\"id\":6,\"to\":7}}", 6, ErrorCode.BAD_FRAME);
    }

    @Test
    void kindsOfGroupsAreRead() {
        assertThat(good("{\"group.kick\":{\"id\":6,\"client_msg_id\":\"a\",\"conversation\":\"g:5\",\"user\":\"8\"}}"))
                .isEqualTo(new ClientFrame.Kick(6, "a", "g:5", "8"));
        assertBad("{\"group.ban\":{\"id\":6,\"conversation\":\"g:5\"}}", 6, ErrorCode.UNKNOWN_KIND);
        assertBad("{\"group\":{\"id\":6}}", 6, ErrorCode.UNKNOWN_KIND);
        assertBad("{\"group.invite\":{\"id\":6,\"users\":\"8\"}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"group.invite\":{\"id\":6,\"users\":[8]}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"group.invite\":{\"users\":[]}}", 0, ErrorCode.INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "[]",
                "{}",
                "\"hello\"",
                "null",
                "{\"alive\":null}",
                "{\"alive\":[]}",
                "{\"alive\":{}} {}",
                "{\"alive\":{},\"ack\":{\"n\":1}}",
                "{\"alive\":{},\"alive\":{}}",
                "{\"alive\":{}",
                "{\"alive\":{'a':1}}",
                "{\"alive\":{}}//",
                "\u0000\u0000\u0000{"
            })
    void linesThatAreNoObjectWithOnePropertyAreBad(String line) {
        assertBad(line, 0, ErrorCode.BAD_FRAME);
    }

    @Test
    void duplicatedPropertiesAreBad() {
        assertBad("{\"read\":{\"id\":6,\"seq\":1,\"seq\":2}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"read\":{\"id\":6,\"ID\":7}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"wave\":{\"id\":6,\"id\":7}}", 6, ErrorCode.BAD_FRAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "9007199254740992", "123456789012345678901234567890"})
    void idsOutOfRangeAreInvalid(String id) {
        assertBad("{\"read\":{\"id\":" + id + "}}", 0, ErrorCode.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "6.5", "1e3", "null", "{}", "true"})
    void idsThatAreNoWholeNumbersAreBad(String id) {
        assertBad("{\"read\":{\"id\":" + id + "}}", 0, ErrorCode.BAD_FRAME);
    }

    @Test
    void requestWithoutIdIsInvalid() {
        assertBad("{\"read\":{\"seq\":1}}", 0, ErrorCode.INVALID);
    }

    @Test
    void numbersBeyondALongAreBad() {
        assertBad("{\"read\":{\"id\":6,\"seq\":9223372036854775808}}", 6, ErrorCode.BAD_FRAME);
        assertThat(good("{\"read\":{\"id\":6,\"seq\":9223372036854775807}}"))
                .isEqualTo(new ClientFrame.Read(6, null, Long.MAX_VALUE)); // refused where values are checked
    }

    @Test
    void halfASurrogatePairIsBad() { // "One message with half an emoji broke the receiver at each reconnect"
        assertBad("{\"send\":{\"id\":6,\"content\":\"\\ud83c\"}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"send\":{\"id\":6,\"content\":\"\\udf63\\ud83c\"}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"sync\":{\"id\":6,\"have\":{\"\\ud83c\":{\"seq\":1}}}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"group.create\":{\"id\":6,\"name\":\"\\ud83c\"}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"group.create\":{\"id\":6,\"members\":[\"\\ud83c\"]}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"group.rename\":{\"id\":6,\"name\":\"\\udf63\"}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"group.join\":{\"id\":6,\"code\":\"\\ud83c\"}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"group.kick\":{\"id\":6,\"user\":\"\\ud83c\"}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"members\":{\"id\":6,\"conversation\":\"\\ud83c\"}}", 6, ErrorCode.BAD_FRAME);
        assertThat(good("{\"send\":{\"id\":6,\"content\":\"\\ud83c\\udf63\"}}"))
                .isEqualTo(new ClientFrame.Send(6, null, null, null, "🍣"));
    }

    @Test
    void deepJsonIsBadAtOnce() {
        String deep = "[".repeat(100_000);
        assertBad("{\"wave\":{\"id\":6,\"x\":" + deep, 6, ErrorCode.BAD_FRAME);
        assertBad("{\"send\":{\"id\":6,\"x\":" + deep + "]".repeat(100_000) + "}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"a\":".repeat(100_000), 0, ErrorCode.BAD_FRAME);
    }

    @Test
    void hugeNumberIsBad() {
        assertBad("{\"read\":{\"id\":6,\"seq\":" + "9".repeat(50_000) + "}}", 6, ErrorCode.BAD_FRAME);
        assertBad("{\"read\":{\"id\":" + "9".repeat(50_000) + "}}", 0, ErrorCode.BAD_FRAME);
    }
}

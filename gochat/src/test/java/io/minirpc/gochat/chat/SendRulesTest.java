package io.minirpc.gochat.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.SendCommand;
import io.minirpc.gochat.api.SendResult.Refused;
import io.minirpc.gochat.frame.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendRulesTest {
    private static final String CONVERSATION = "p:1:2";

    @Test
    void textsOfOneToAllBytesAreAllowed() {
        assertAllowed("a");
        assertAllowed("x".repeat(16_384));
        assertAllowed("ü".repeat(8_192));
        assertAllowed("🍣".repeat(4_096));
        assertAllowed("\u0000\u001f");
    }

    private static void assertAllowed(String content) {
        assertThat(SendRules.check(CONVERSATION, new SendCommand(1, "id", "text", content)))
                .isEmpty();
    }

    @Test
    void contentIsCountedInBytesOfUtf8() {
        assertThat(refusal(CONVERSATION, "id", "text", ""))
                .contains("content: 0 bytes")
                .contains("1 to 16384");
        assertThat(refusal(CONVERSATION, "id", "text", "x".repeat(16_385))).contains("content: 16385 bytes");
        assertThat(refusal(CONVERSATION, "id", "text", "€".repeat(5_462))).contains("content: 16386 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83c", "\udf63", "a\ud83cb", "\udf63\ud83c", "text\ud83c"})
    void halvesOfSurrogatePairsAreRefused(String content) {
        assertThat(refusal(CONVERSATION, "id", "text", content)).contains("surrogate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "p:2:1", "p:1:1", "p:0:1", "p:01:2", "p:1:2:3", "g:0", "g:01", "p:1:2'; DROP TABLE users; --"
            })
    void conversationsThatAreNotCanonicalAreRefused(String conversation) {
        assertThat(refusal(conversation, "id", "text", "hello")).startsWith("to: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ü",
                "a b",
                "a\n",
                "' OR 1=1",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg"
            })
    void clientIdsOutsideOfTheirCharactersAreRefused(String id) {
        assertThat(refusal(CONVERSATION, id, "text", "hello")).startsWith("client_msg_id: ");
    }

    @Test
    void otherTypesAreRefused() {
        assertThat(refusal(CONVERSATION, "id", "system", "hello")).isEqualTo("type: \"system\" (expected: text)");
    }

    @Test
    void longValuesAreCutInTheAnswer() {
        assertThat(refusal(CONVERSATION, "x".repeat(100_000), "text", "hello")).hasSizeLessThan(200);
    }

    private static String refusal(String conversation, String id, String type, String content) {
        Refused refused = SendRules.check(conversation, new SendCommand(1, id, type, content))
                .orElseThrow();
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
        return refused.text();
    }
}

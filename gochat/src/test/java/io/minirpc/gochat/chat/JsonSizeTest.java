package io.minirpc.gochat.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Group;
import io.minirpc.gochat.frame.ServerFrame.Listed;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrame.Synced;
import io.minirpc.gochat.frame.ServerFrame.User;
import io.minirpc.gochat.frame.ServerFrameCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes are never below what the codec writes, and not far above it. */
class JsonSizeTest {
    private static final String EVERY_KIND =
            "a\"\\/\b\f\n\r\t\u0000\u001f\u007f\u0080\u07ff\u0800\u2028\ud7ff\ue000\uffff\ud83d\ude00";

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 1_764_200_000_000L, Long.MAX_VALUE})
    void messageIsNeverLargerThanItsBound(long number) {
        assertClose(JsonSize.of(message(number, EVERY_KIND, "m1")), message(number, EVERY_KIND, "m1"));
        assertClose(JsonSize.of(message(number, "", null)), message(number, "", null));
    }

    private static void assertClose(int bound, Message message) {
        int bytes = bytes(ServerFrameCodec.INSTANCE.toJson(message)) - "{\"msg\":}".length() + ",".length();
        assertThat(bound).isBetween(bytes, bytes + 64);
    }

    @Test
    void textsTakeWhatTheCodecWrites() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            if (!Character.isSurrogate(c)) {
                Message message = message(1, String.valueOf(c), null);
                Message empty = message(1, "", null);
                assertThat(JsonSize.text(message.content()))
                        .isEqualTo(bytes(ServerFrameCodec.INSTANCE.toJson(message))
                                - bytes(ServerFrameCodec.INSTANCE.toJson(empty)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 1_764_200_000_000L, Long.MAX_VALUE})
    void entryIsNeverLargerThanItsBound(long number) {
        SyncEntry entry = new SyncEntry(
                number, number, number, List.of(), false, number, number, number, number, false, false, false, number,
                number);
        int bytes = bytes(ServerFrameCodec.INSTANCE.toJson(new Synced(1, Map.of(EVERY_KIND, entry))))
                - bytes(ServerFrameCodec.INSTANCE.toJson(new Synced(1, Map.of())))
                + ",".length();
        assertThat(JsonSize.ofEntry(EVERY_KIND, number)).isBetween(bytes, bytes + 64);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 1_764_200_000_000L, Long.MAX_VALUE})
    void conversationIsNeverLargerThanItsBound(long number) {
        assertClose(conversation(number, new User("1", EVERY_KIND, EVERY_KIND), null));
        assertClose(conversation(number, null, new Group(EVERY_KIND, (int) Math.min(number, 10_000), Role.MEMBER)));
        assertClose(conversation(number, null, new Group("", 1, Role.OWNER)));
    }

    private static Conversation conversation(long number, @Nullable User peer, @Nullable Group group) {
        return new Conversation(
                EVERY_KIND,
                peer,
                group,
                number,
                number,
                number,
                number,
                number,
                number,
                number,
                number,
                message(number, EVERY_KIND, "m1"));
    }

    private static void assertClose(Conversation conversation) {
        int bytes = bytes(ServerFrameCodec.INSTANCE.toJson(new Listed(1, List.of(conversation), false, null, 1)))
                - bytes(ServerFrameCodec.INSTANCE.toJson(new Listed(1, List.of(), false, null, 1)))
                + ",".length();
        assertThat(JsonSize.of(conversation)).isBetween(bytes, bytes + 64);
    }

    private static Message message(long number, String text, @Nullable String clientMsgId) {
        return new Message("p:1:2", number, number, "7", "1", "text", text, number, clientMsgId);
    }

    private static int bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }
}

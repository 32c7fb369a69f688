package io.minirpc.gochat.route.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.codec.CodecException;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.route.Bus.Push;
import io.minirpc.gochat.route.Bus.ToUsers;
import io.minirpc.gochat.route.redis.BusHeader.Count;
import io.minirpc.gochat.route.redis.BusHeader.Numbered;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusCodecTest {
    private static final Push PUSH = new ToUsers(List.of(1L), new ServerFrame.Mark(7), null);
    private static final String HEADER = "{\"push\":{\"from\":\"a\",\"n\":1}}\n";

    @Test
    void pushAndCountAreReadAsTheyWereWritten() {
        byte[] push = BusCodec.join(BusCodec.encode(new Numbered("a", 3)), BusCodec.encode(PUSH));
        assertThat(BusCodec.decode(push)).isEqualTo(new BusCodec.Received(new Numbered("a", 3), PUSH));
        Count count = new Count("a", 3, 1, true);
        assertThat(BusCodec.decode(BusCodec.encode(count))).isEqualTo(new BusCodec.Received(count, null));
    }

    /** A newer version may push what this one does not know: the number counts all the same. */
    @Test
    void pushOfAnUnknownKindKeepsItsNumber() {
        BusCodec.Received received = BusCodec.decode(bytes(HEADER + "{\"later\":{\"x\":1}}"));
        assertThat(received).isEqualTo(new BusCodec.Received(new Numbered("a", 1), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "garbage",
                "null",
                "{}",
                "{\"push\":{}}",
                "{\"push\":{\"n\":1}}\n{}",
                HEADER + "{\"users\":{}}",
                HEADER + "{\"users\":{\"users\":[],\"frame\":{\"mark\":{\"n\":1}}}}",
                HEADER + "{\"users\":{\"users\":[1,null],\"frame\":{\"mark\":{\"n\":1}}}}",
                HEADER + "{\"users\":{\"users\":[1],\"frame\":{\"msg\":{}}}}",
                HEADER + "{\"group\":{\"version\":1}}",
                "{\"count\":{\"from\":\"a\",\"sent\":\"many\"}}"
            })
    void garbageIsRefused(String garbage) {
        assertThatThrownBy(() -> BusCodec.decode(bytes(garbage))).isInstanceOf(CodecException.class);
    }

    @Test
    void longNamesAndLongMessagesAreRefused() {
        String name = "x".repeat(Heard.MAX_NAME + 1);
        assertThatThrownBy(() -> BusCodec.decode(BusCodec.encode(new Count(name, 0, 0, false))))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> BusCodec.decode(new byte[BusCodec.MAX_BYTES + 1]))
                .isInstanceOf(CodecException.class);
    }

    @Test
    void randomBytesAreRefused() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            assertThatThrownBy(() -> BusCodec.decode(bytes)).isInstanceOf(CodecException.class);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

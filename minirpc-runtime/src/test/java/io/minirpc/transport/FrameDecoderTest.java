package io.minirpc.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameDecoderTest {
    private static final int LIMIT = 1 << 20;
    private static final String TWO_FRAMES = "6d7270010100fffffffe000000036162636d72700100020000000000000000";

    private final FrameDecoder decoder = new FrameDecoder(LIMIT);

    @Test
    void framesCutAtEveryOffsetAreReadWhole() throws BadFrameException {
        byte[] bytes = HexFormat.of().parseHex(TWO_FRAMES);
        for (int cut = 0; cut <= bytes.length; cut++) {
            List<String> frames = read(Unpooled.wrappedBuffer(bytes, 0, cut));
            frames.addAll(read(Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut)));
            assertThat(frames).as("cut at %d", cut).containsExactly("1/0/4294967294/abc", "0/2/0/");
        }
    }

    @Test
    void framesThatComeByteByByteAreReadWhole() throws BadFrameException {
        List<String> frames = new ArrayList<>();
        for (byte b : HexFormat.of().parseHex(TWO_FRAMES)) {
            frames.addAll(read(Unpooled.wrappedBuffer(new byte[] {b})));
        }
        assertThat(frames).containsExactly("1/0/4294967294/abc", "0/2/0/");
    }

    @Test
    void longBodiesGrowAsTheyArrive() throws BadFrameException {
        byte[] body = "0123456789".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        ByteBuf in = Unpooled.buffer();
        int start = Frame.begin(in, Frame.JSON, Frame.REQUEST, 7);
        in.writeBytes(body);
        Frame.end(in, start, LIMIT);
        while (in.readableBytes() > 333) {
            ByteBuf part = in.readSlice(333);
            assertThat(decoder.next(part)).isFalse();
            assertThat(part.isReadable()).isFalse();
        }
        assertThat(decoder.next(in)).isTrue();
        assertThat(decoder.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({
        "00, magic byte: 00",
        "6d00, magic byte: 00",
        "6d7200, magic byte: 00",
        "6d727000, version: 00",
        "6d727002, version: 02",
        "6d72700102, codec: 02 (expected: 0 or 1 before a hello)",
        "6d727001ff, codec: ff",
        "6d7270010003, type: 03",
        "6d7270010080, type: 80",
        "6d72700100000000000100100001, 1048577 bytes",
        "6d72700100000000000180000000, 2147483648 bytes",
        "6d727001000000000001ffffffff, 4294967295 bytes",
    })
    void aWrongByteIsRefusedAsSoonAsItIsThere(String hex, String message) {
        assertThatThrownBy(() -> read(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex))))
                .isInstanceOf(BadFrameException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nativeFramesAreReadAfterAHello() throws BadFrameException {
        decoder.allowNative();
        assertThat(read(Unpooled.wrappedBuffer(HexFormat.of().parseHex("6d72700102000000000100000000"))))
                .containsExactly("2/0/1/");
    }

    private List<String> read(ByteBuf in) throws BadFrameException {
        List<String> frames = new ArrayList<>();
        while (decoder.next(in)) {
            frames.add(decoder.codec() + "/" + decoder.type() + "/" + Integer.toUnsignedString(decoder.seq()) + "/"
                    + new String(decoder.body(), StandardCharsets.UTF_8));
        }
        return frames;
    }
}

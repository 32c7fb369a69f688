package io.minirpc.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.codec.Limits;
import io.minirpc.codec.WireWriter;
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

    private final LoopBuffers buffers = new LoopBuffers();
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
    void longBodiesAreReadWholeHoweverTheyCome() throws BadFrameException {
        String body = "0123456789".repeat(10_000);
        WireWriter out = WireWriter.create(Limits.DEFAULT);
        int start = Frame.begin(out, Frame.JSON, Frame.REQUEST, 7);
        out.writeRaw(body.getBytes(StandardCharsets.US_ASCII), 0, body.length());
        Frame.end(out, start, LIMIT);
        Frame.end(out, Frame.begin(out, Frame.JSON, Frame.HEARTBEAT, 0), LIMIT);
        for (int part : List.of(333, 8_000, 100_013)) {
            List<String> frames = new ArrayList<>();
            for (int at = 0; at < out.size(); at += part) {
                frames.addAll(read(Unpooled.wrappedBuffer(out.array(), at, Math.min(part, out.size() - at))));
            }
            assertThat(frames).containsExactly("0/0/7/" + body, "0/2/0/");
        }
    }

    @Test
    void memoryGrowsWithWhatArrivesAndNotWithWhatIsAnnounced() throws BadFrameException {
        FrameDecoder patient = new FrameDecoder(1 << 30);
        ByteBuf header = Unpooled.wrappedBuffer(HexFormat.of().parseHex("6d7270010000000000013fffffff"));
        patient.feed(header, buffers);
        assertThat(patient.next()).isFalse();
        patient.keepRest(buffers);
        assertThat(patient.keptCapacity()).isLessThan(100);
        for (int i = 0; i < 10; i++) {
            patient.feed(Unpooled.wrappedBuffer(new byte[1_000]), buffers);
            assertThat(patient.next()).isFalse();
            patient.keepRest(buffers);
        }
        assertThat(patient.keptCapacity()).isLessThan(30_000);
    }

    @Test
    void nothingIsKeptBetweenFrames() throws BadFrameException {
        read(Unpooled.wrappedBuffer(HexFormat.of().parseHex(TWO_FRAMES)));
        assertThat(decoder.keptCapacity()).isZero();
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
        decoder.allow(new Hello(Hello.NATIVE, null, 0, null, null));
        assertThat(read(Unpooled.wrappedBuffer(HexFormat.of().parseHex("6d72700102000000000100000000"))))
                .containsExactly("2/0/1/");
    }

    private List<String> read(ByteBuf in) throws BadFrameException {
        List<String> frames = new ArrayList<>();
        decoder.feed(in, buffers);
        while (decoder.next()) {
            frames.add(decoder.codec() + "/" + decoder.type() + "/" + Integer.toUnsignedString(decoder.seq()) + "/"
                    + new String(decoder.bytes(), decoder.offset(), decoder.length(), StandardCharsets.UTF_8));
        }
        decoder.keepRest(buffers);
        return frames;
    }
}

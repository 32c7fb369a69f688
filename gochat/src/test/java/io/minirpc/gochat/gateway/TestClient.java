package io.minirpc.gochat.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrameCodec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A client of the protocol over a {@link RawSocket}: reads when asked, acknowledges when told. Not thread-safe. */
final class TestClient implements AutoCloseable {
    private final RawSocket raw;
    private final Queue<ServerFrame> lines = new ArrayDeque<>();
    private int webSocketFrames;

    TestClient(RawSocket raw) {
        this.raw = raw;
    }

    RawSocket raw() {
        return raw;
    }

    /** Returns how many WebSocket frames with text were read. */
    int webSocketFrames() {
        return webSocketFrames;
    }

    void say(String line) throws IOException {
        raw.text(line);
    }

    void hello(long user) throws IOException {
        hello(user, user * 10, "device", false);
    }

    void hello(long user, long session, String device, boolean takeOver) throws IOException {
        say("{\"hello\":{\"id\":1,\"v\":1,\"min_v\":1,\"device\":\"" + device + "\",\"token\":\""
                + FakeServices.token(user, session) + "\",\"take_over\":" + takeOver + "}}");
    }

    /** Reads the next line. */
    ServerFrame next() throws IOException {
        while (lines.isEmpty()) {
            RawSocket.Frame frame = raw.read();
            if (frame.opcode() == RawSocket.CLOSE) {
                throw new IOException("closed: " + frame.closeCode());
            }
            if (frame.opcode() == RawSocket.TEXT) {
                webSocketFrames++;
                for (String line : frame.text().split("\n")) {
                    lines.add(ServerFrameCodec.INSTANCE.fromJson(line));
                }
            }
        }
        return lines.remove();
    }

    /** Reads up to the next frame of a kind. */
    <T extends ServerFrame> T next(Class<T> kind) throws IOException {
        while (true) {
            ServerFrame frame = next();
            if (kind.isInstance(frame)) {
                return kind.cast(frame);
            }
        }
    }

    /** Reads the next line, which has to be an error. */
    ServerFrame.Failure nextError() throws IOException {
        ServerFrame frame = next();
        assertThat(frame).isInstanceOf(ServerFrame.Failure.class);
        return (ServerFrame.Failure) frame;
    }

    /** Reads messages up to a mark; the mark is last. */
    List<ServerFrame> nextMarked() throws IOException {
        List<ServerFrame> frames = new ArrayList<>();
        while (true) {
            ServerFrame frame = next();
            frames.add(frame);
            if (frame instanceof ServerFrame.Mark) {
                return frames;
            }
        }
    }

    void ack(long mark) throws IOException {
        say("{\"ack\":{\"n\":" + mark + "}}");
    }

    /** Reads until the server closes; returns the code. */
    int closeCode() throws IOException {
        return raw.readClose();
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}

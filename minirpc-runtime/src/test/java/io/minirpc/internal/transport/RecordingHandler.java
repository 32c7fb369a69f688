package io.minirpc.internal.transport;

import io.minirpc.codec.Limits;
import io.minirpc.internal.ThrottledLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A handler that ignores frames and records why its connections ended, for tests that hold connections themselves. */
public class RecordingHandler implements FrameHandler {
    private final List<String> ends = new ArrayList<>();

    /** Returns a connection of this handler with default limits, to be added to a channel. */
    public Connection connection() {
        return connection(new FrameRoom(1 << 20));
    }

    /** Returns a connection of this handler with default limits and its room for incomplete frames. */
    public Connection connection(FrameRoom frames) {
        return connection(new ThrottledLog(LoggerFactory.getLogger(RecordingHandler.class)), frames);
    }

    /** Returns a connection of this handler that logs what peers do wrong. */
    public Connection connection(ThrottledLog peerLog) {
        return connection(peerLog, new FrameRoom(1 << 20));
    }

    private Connection connection(ThrottledLog peerLog, FrameRoom frames) {
        return new Connection(this, Limits.DEFAULT, peerLog, new Traffic(), frames);
    }

    /** Returns why connections ended, in their order. */
    public List<String> ends() {
        return ends;
    }

    @Override
    public void opened() {}

    @Override
    public void frame(FrameView frame) {}

    @Override
    public void closed(String reason, @Nullable Throwable cause) {
        ends.add(reason);
    }
}

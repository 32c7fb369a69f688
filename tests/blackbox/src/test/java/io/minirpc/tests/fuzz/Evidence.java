package io.minirpc.tests.fuzz;

import io.minirpc.tests.wire.Frames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Frames in messages. */
final class Evidence {
    private static final int MAX_BYTES = 1_000;

    private Evidence() {}

    /** Returns a frame in hex, and its body as text, cut where it is long. */
    static String of(byte[] frame) {
        byte[] part = Arrays.copyOf(frame, Math.min(frame.length, MAX_BYTES));
        String text = new String(part, StandardCharsets.UTF_8);
        return Frames.hex(part)
                + (part.length < frame.length ? "… (" + frame.length + " bytes) " : " ")
                + Texts.shown(text);
    }
}

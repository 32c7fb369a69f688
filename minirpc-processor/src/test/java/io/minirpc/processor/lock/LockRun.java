package io.minirpc.processor.lock;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A run of {@link Lock} in this process, for tests of other packages.
 *
 * @param code the exit code
 * @param text the output, errors included
 */
public record LockRun(int code, String text) {
    /** Runs a command. */
    public static LockRun of(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = new LockCommands(new CompiledSchemas(), out, out).run(List.of(arguments));
        return new LockRun(code, bytes.toString(StandardCharsets.UTF_8));
    }

    /** Returns whether nothing was refused. */
    public boolean isDone() {
        return code == LockCommands.DONE;
    }
}

package io.minirpc.processor.lock;

import java.util.List;

/**
 * The program that keeps {@code minirpc.lock}: {@code update}, {@code check} and {@code accept}. {@code --help} prints
 * the commands and the exit codes.
 */
public final class Lock {
    private Lock() {}

    /** Runs a command, prints what it finds, and exits with 0, 1 (refused) or 2 (wrong arguments, unusable files). */
    public static void main(String[] args) {
        System.exit(new LockCommands(new CompiledSchemas(), System.out, System.err).run(List.of(args)));
    }
}

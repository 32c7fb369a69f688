package io.minirpc.client;

import io.minirpc.internal.transport.Hello;

/**
 * The abilities of a server.
 *
 * @param nativeForm whether it understands native frames
 * @param extended whether it understands metadata in envelopes of version 1
 * @param control whether it understands that calls are cancelled
 * @param maxFrameBytes the longest body that may be sent to it
 */
record ServerAbilities(boolean nativeForm, boolean extended, boolean control, int maxFrameBytes) {
    /** Returns what a server of version 1 understands. */
    static ServerAbilities versionOne(int maxFrameBytes) {
        return new ServerAbilities(false, false, false, maxFrameBytes);
    }

    /** Returns these abilities without native frames. */
    ServerAbilities withoutNative() {
        return new ServerAbilities(false, extended, control, maxFrameBytes);
    }

    /** Returns what a server that has said hello understands; maxFrameBytes is this side's limit. */
    static ServerAbilities of(Hello hello, int maxFrameBytes) {
        int theirs = hello.maxFrameBytes() > 0 ? hello.maxFrameBytes() : maxFrameBytes;
        return new ServerAbilities(
                hello.has(Hello.NATIVE),
                hello.has(Hello.METADATA),
                hello.has(Hello.CONTROL),
                Math.min(theirs, maxFrameBytes));
    }
}

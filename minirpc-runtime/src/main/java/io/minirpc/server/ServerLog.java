package io.minirpc.server;

/** The name under which the parts of a server log. */
final class ServerLog {
    /** The name of {@link RpcServer}, the class that users know. */
    static final String NAME = "io.minirpc.server.RpcServer";

    private ServerLog() {}
}

package io.minirpc.client;

/** The one logger of the client side, so that users find and configure it by the class they know. */
final class ClientLog {
    static final String NAME = "io.minirpc.client.RpcClient";

    private ClientLog() {}
}

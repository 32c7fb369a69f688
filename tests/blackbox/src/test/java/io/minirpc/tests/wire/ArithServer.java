package io.minirpc.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.samples.arith.ArithService;
import io.minirpc.samples.arith.ArithSkeleton;
import io.minirpc.server.RpcServer;
import java.io.IOException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A live server of Arith for a test class; after each test it must serve the next call. */
final class ArithServer implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private RpcServer server;

    int port() {
        return server.port();
    }

    RawPeer connect() throws IOException {
        return RawPeer.connect(port());
    }

    /** Sends a request on a connection of its own and returns the answer. */
    byte[] answer(byte[] request) throws IOException {
        try (RawPeer peer = connect()) {
            return peer.send(request).receive();
        }
    }

    void expectServing() throws IOException {
        try (RawPeer peer = connect()) {
            expectServing(peer);
        }
    }

    /** Fails unless the connection lives and the next call on it is answered. */
    static void expectServing(RawPeer peer) throws IOException {
        assertThat(peer.send(Frames.BINARY_REQUEST).receiveHex()).isEqualTo(Frames.BINARY_RESPONSE);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .add(ArithSkeleton.bind(new ArithService()))
                .build()
                .start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        expectServing();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
    }
}

package io.minirpc.gochat.cluster;

import io.minirpc.localservers.LocalServer;
import java.io.IOException;

/** A server that is not gochat's. */
record ServerPart(String name, LocalServer server) implements Part {
    @Override
    public String address() {
        return server.url();
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void stop() throws IOException {
        server.stop();
    }

    @Override
    public void cont() throws IOException {
        server.cont();
    }

    @Override
    public void restart() throws IOException {
        server.restart();
    }
}

package io.minirpc.tests.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpProxyTest {
    private static final int END = -1;

    private final ServerSocket server = listen();

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static Socket connect(TcpProxy proxy) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    @Test
    void cutEndsConnectionsUntilItIsHealed() throws Exception {
        try (TcpProxy proxy = new TcpProxy(server.getLocalPort());
                Socket before = connect(proxy);
                Socket accepted = server.accept()) {
            before.getOutputStream().write(7);
            assertThat(accepted.getInputStream().read()).isEqualTo(7);

            proxy.cut();
            assertThat(before.getInputStream().read()).isEqualTo(END);
            assertThat(accepted.getInputStream().read()).isEqualTo(END);
            try (Socket meanwhile = connect(proxy)) {
                assertThat(meanwhile.getInputStream().read()).isEqualTo(END);
            }

            proxy.heal();
            assertAnswers(proxy);
        }
    }

    @Test
    void clientOfAServerThatIsAwayIsHungUpOn() throws Exception {
        try (TcpProxy proxy = new TcpProxy(0);
                Socket client = connect(proxy)) {
            assertThat(client.getInputStream().read()).isEqualTo(END);
            proxy.lead(server.getLocalPort());
            assertAnswers(proxy);
        }
    }

    @Test
    void relayChangesWhatIsSaidAndEndsTheConnection() throws Exception {
        try (TcpProxy proxy = new TcpProxy(server.getLocalPort(), OneMore::new);
                Socket client = connect(proxy);
                Socket accepted = server.accept()) {
            client.getOutputStream().write(7);
            assertThat(accepted.getInputStream().read()).isEqualTo(8);
            assertThat(accepted.getInputStream().read()).isEqualTo(END);
            assertThat(client.getInputStream().read()).isEqualTo(END);
        }
    }

    private void assertAnswers(TcpProxy proxy) throws IOException {
        try (Socket client = connect(proxy);
                Socket accepted = server.accept()) {
            accepted.getOutputStream().write(9);
            assertThat(client.getInputStream().read()).isEqualTo(9);
        }
    }

    /** Adds one to the first byte, and hangs up. */
    private static final class OneMore implements Relay {
        @Override
        public void upwards(InputStream client, OutputStream toServer) throws IOException {
            toServer.write(client.read() + 1);
        }
    }
}

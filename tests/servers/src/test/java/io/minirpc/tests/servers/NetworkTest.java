package io.minirpc.tests.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.localservers.Place;
import io.minirpc.localservers.RedisServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@RequiresRedis
@Timeout(60)
class NetworkTest {
    private static final int WAIT_MILLIS = 300;

    @Test
    void packetsBetweenHostsVanishUntilTheyAreHealed() throws Exception {
        try (Network network = Network.create("redis", "other");
                RedisServer redis = RedisServer.start(network.place("redis"))) {
            assertThat(redis.url()).startsWith("redis://" + network.address("redis") + ":");
            assertThat(redis.command("PING")).isEqualTo("PONG");

            network.cut(Network.HERE, "redis");
            assertThatThrownBy(() -> connect(redis.port(), network.address("redis")))
                    .isInstanceOf(SocketTimeoutException.class);
            network.heal(Network.HERE, "redis");
            assertThat(redis.command("PING")).isEqualTo("PONG");

            network.cut("redis", "other");
            assertThat(redis.command("PING")).isEqualTo("PONG");
        }
    }

    private static void connect(int port, String host) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), WAIT_MILLIS);
        }
    }

    /** Servers have no password. */
    @Test
    void placeOnAllDevicesIsRefused() {
        assertThatThrownBy(() -> new Place("0.0.0.0", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("host: \"0.0.0.0\" (expected: the address of one device)");
    }
}

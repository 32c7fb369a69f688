package io.minirpc.gochat.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final InetSocketAddress SYSTEM = InetSocketAddress.createUnresolved("system", 0);

    @Test
    void connectionsToLoopbackComeFromSeveralAddressesEachBelowTheGatewaysLimit() throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        Map<InetSocketAddress, Long> counts = IntStream.range(0, 20_000)
                .mapToObj(number -> {
                    InetSocketAddress source = Network.source(loopback, number);
                    return source == null ? SYSTEM : source;
                })
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(counts.values()).allMatch(count -> count <= 900);
        assertThat(counts.keySet())
                .allMatch(source -> source.equals(SYSTEM) || source.getAddress().isLoopbackAddress());
    }

    @Test
    void otherSystemsSeeTheAddressOfThisMachine() throws Exception {
        assertThat(Network.source(InetAddress.getByName("192.0.2.1"), 5_000)).isNull();
    }
}

package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressOrderTest {
    private static List<InetAddress> addresses(String... literals) {
        List<InetAddress> all = new ArrayList<>();
        for (String literal : literals) {
            try {
                all.add(InetAddress.getByName(literal));
            } catch (UnknownHostException e) {
                throw new AssertionError(e);
            }
        }
        return all;
    }

    private static List<SocketAddress> sockets(String... literals) {
        return addresses(literals).stream()
                .<SocketAddress>map(address -> new InetSocketAddress(address, 80))
                .toList();
    }

    private static void assertOrder(List<InetAddress> addresses, List<SocketAddress> expected) {
        assertThat(AddressOrder.of(addresses, 80, List.of())).isEqualTo(expected);
    }

    @Test
    void familiesTakeTurnsBeginningWithTheFirst() {
        assertOrder(
                addresses("10.0.0.1", "10.0.0.2", "10.0.0.3", "2001:db8::1", "2001:db8::2"),
                sockets("10.0.0.1", "2001:db8::1", "10.0.0.2", "2001:db8::2", "10.0.0.3"));
        assertOrder(
                addresses("2001:db8::1", "2001:db8::2", "10.0.0.1"), sockets("2001:db8::1", "10.0.0.1", "2001:db8::2"));
    }

    @Test
    void oneFamilyKeepsItsOrder() {
        assertOrder(addresses("10.0.0.2", "10.0.0.1"), sockets("10.0.0.2", "10.0.0.1"));
    }

    @Test
    void addressesThatComeTwiceAreTriedOnce() {
        assertOrder(addresses("10.0.0.1", "10.0.0.1", "::ffff:10.0.0.1"), sockets("10.0.0.1"));
    }

    @Test
    void noAddressesStayNone() {
        assertOrder(List.of(), List.of());
    }

    @Test
    void avoidedAddressesComeLast() {
        List<InetAddress> all = addresses("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4");
        List<SocketAddress> avoided = sockets("10.0.0.9", "10.0.0.3", "10.0.0.1");
        assertThat(AddressOrder.of(all, 80, avoided))
                .isEqualTo(sockets("10.0.0.2", "10.0.0.4", "10.0.0.3", "10.0.0.1"));
    }
}

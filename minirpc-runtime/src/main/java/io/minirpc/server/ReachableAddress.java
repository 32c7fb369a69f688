package io.minirpc.server;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The address at which others most likely reach this machine: that of the route out, otherwise one of a network
 * interface. Bridges of containers come last: their addresses are the same on every machine.
 */
final class ReachableAddress {
    /** Addresses for documentation (RFC 5737, RFC 3849), which stand for any address far away. */
    private static final String FAR_AWAY_4 = "192.0.2.1";

    private static final String FAR_AWAY_6 = "2001:db8::1";

    private static final int DISCARD_PORT = 9;

    /** How names of interfaces begin that containers and virtual machines have, and nobody outside of the machine. */
    private static final List<String> INTERNAL = List.of(
            "docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "cni", "flannel", "cali", "podman", "lxcbr", "lxdbr");

    private ReachableAddress() {}

    /** A network interface, as far as the choice depends on it. */
    record Network(String name, boolean isUp, boolean isPointToPoint, List<InetAddress> addresses) {
        private boolean isLastChoice() {
            return isPointToPoint || INTERNAL.stream().anyMatch(name::startsWith);
        }
    }

    /** Returns the address; the loopback address on a machine without a network. */
    static InetAddress find() {
        return choose(
                Stream.of(
                                route(StandardProtocolFamily.INET, FAR_AWAY_4),
                                route(StandardProtocolFamily.INET6, FAR_AWAY_6))
                        .flatMap(Stream::ofNullable)
                        .toList(),
                networks());
    }

    /**
     * Chooses an address.
     *
     * @param routes the own addresses of the routes out, the best first
     */
    static InetAddress choose(List<InetAddress> routes, List<Network> networks) {
        Stream<InetAddress> others = Stream.of(false, true)
                .flatMap(isLast -> addresses(networks.stream().filter(each -> each.isLastChoice() == isLast)));
        return Stream.concat(routes.stream(), others)
                .filter(ReachableAddress::isReachable)
                .findFirst()
                .orElseGet(InetAddress::getLoopbackAddress);
    }

    private static Stream<InetAddress> addresses(Stream<Network> networks) {
        return networks.filter(Network::isUp)
                .flatMap(each -> each.addresses().stream())
                .sorted(comparing(address -> !(address instanceof Inet4Address)));
    }

    private static boolean isReachable(InetAddress address) {
        return !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isMulticastAddress();
    }

    /** Returns the own address of the way to another one, or null if there is no way. Sends nothing. */
    private static @Nullable InetAddress route(ProtocolFamily family, String to) {
        try (DatagramChannel channel = DatagramChannel.open(family)) {
            channel.connect(new InetSocketAddress(InetAddress.getByName(to), DISCARD_PORT));
            return ((InetSocketAddress) channel.getLocalAddress()).getAddress();
        } catch (IOException | RuntimeException e) {
            return null; // there is no route, or none of that family
        }
    }

    private static List<Network> networks() {
        try {
            List<Network> networks = new ArrayList<>();
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                networks.add(new Network(
                        each.getName(),
                        each.isUp(),
                        each.isPointToPoint(),
                        each.inetAddresses().toList()));
            }
            return networks;
        } catch (SocketException e) {
            throw new IllegalStateException(
                    "the machine's addresses cannot be read (remedy: set the server's host)", e);
        }
    }
}

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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address at which others most likely reach this machine: that of the route out, otherwise one of a network
 * interface. Bridges of containers come last: their addresses are the same on every machine.
 */
final class ReachableAddress {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLog.NAME);

    /** Addresses for documentation (RFC 5737, RFC 3849), which stand for any address far away. */
    private static final String FAR_AWAY_4 = "192.0.2.1";

    private static final String FAR_AWAY_6 = "2001:db8::1";

    private static final int DISCARD_PORT = 9;

    /** The prefixes of interfaces of containers and virtual machines, which are not reachable from other machines. */
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
        List<InetAddress> routes = Stream.of(
                        route(StandardProtocolFamily.INET, FAR_AWAY_4), route(StandardProtocolFamily.INET6, FAR_AWAY_6))
                .flatMap(Stream::ofNullable)
                .toList();
        return choose(routes, () -> networks(interfaces(), ReachableAddress::network));
    }

    /**
     * Chooses an address.
     *
     * @param routes the own addresses of the routes out, the best first
     * @param networks is asked only where no route leads out
     */
    static InetAddress choose(List<InetAddress> routes, Supplier<List<Network>> networks) {
        return routes.stream()
                .filter(ReachableAddress::isReachable)
                .findFirst()
                .orElseGet(() -> choose(networks.get()));
    }

    private static InetAddress choose(List<Network> networks) {
        return Stream.of(false, true)
                .flatMap(isLast -> addresses(networks.stream().filter(each -> each.isLastChoice() == isLast)))
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

    private static List<NetworkInterface> interfaces() {
        try {
            return NetworkInterface.networkInterfaces().toList();
        } catch (SocketException e) {
            LOG.warn("the network interfaces cannot be read (remedy: set the server's host)", e);
            return List.of();
        }
    }

    private static Network network(NetworkInterface from) throws SocketException {
        return new Network(
                from.getName(),
                from.isUp(),
                from.isPointToPoint(),
                from.inetAddresses().toList());
    }

    /** Reads the networks, except those that cannot be read: an interface may vanish meanwhile. */
    static <T> List<Network> networks(List<T> interfaces, NetworkReader<T> reader) {
        List<Network> networks = new ArrayList<>();
        for (T each : interfaces) {
            try {
                networks.add(reader.read(each));
            } catch (SocketException e) {
                LOG.debug("{} cannot be read", each, e);
            }
        }
        return networks;
    }

    /** Reads what is of interest of a network interface. */
    interface NetworkReader<T> {
        Network read(T from) throws SocketException;
    }
}

package io.minirpc.client;

import io.minirpc.discovery.Endpoint;
import io.minirpc.internal.transport.Medium;
import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The address of a server, and what one connection to it learns that helps the next. Thread-safe. */
final class Target {
    private static final int MAX_AVOIDED = 64;

    private final ClientContext client;
    private final String host;
    private final int port;
    private final String name;
    private final @Nullable SocketAddress address;
    private volatile boolean withoutNative;

    /** True if the server has said hello, and has not left one out since. */
    private volatile boolean saysHello;

    /**
     * True if a connection of a server that says hello was given up for its silence. False again when it says
     * something.
     */
    private volatile boolean silent;

    /** Addresses whose last connection was unhealthy, the latest one last; usually empty. */
    private volatile List<SocketAddress> avoided = List.of();

    private Target(ClientContext client, String host, int port, String name, @Nullable SocketAddress address) {
        this.client = client;
        this.host = host;
        this.port = port;
        this.name = name;
        this.address = address;
    }

    /** Returns the server at a host and port. */
    static Target tcp(ClientContext client, String host, int port) {
        String name = Endpoint.address(host, port);
        return new Target(client, host, port, name, literal(host, port));
    }

    /** Returns the address of a literal host; null for a name, or for an address with a zone to look up. */
    private static @Nullable SocketAddress literal(String host, int port) {
        byte[] bytes = host.indexOf('%') < 0 ? NetUtil.createByteArrayFromIpAddressString(host) : null;
        if (bytes == null) {
            return null;
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(host, bytes), port);
        } catch (UnknownHostException e) {
            throw new AssertionError(e); // only for arrays of another length
        }
    }

    /** Returns the server that has a name in this process. */
    static Target inProcess(ClientContext client, String name) {
        return new Target(client, "", 0, "in-process:" + name, Medium.inProcess(name));
    }

    ClientContext client() {
        return client;
    }

    /** Returns the server's address, for messages. */
    String name() {
        return name;
    }

    /** Returns what is known of the server before it is connected to again, or null. */
    @Nullable
    ServerAbilities knownPeer() {
        return client.versionOneServers().contains(name) ? client.versionOne() : null;
    }

    /** Records that a connection to the server is given up since nothing arrives. */
    void fellSilent() {
        silent = saysHello;
    }

    /** Records that something has arrived from the server, were it the end of a connection. */
    void heard() {
        if (silent) {
            silent = false;
        }
    }

    /**
     * Returns whether new connections are of use only from the server's hello on. It has said hello before, so it is
     * none of version 1, and fell silent: a system accepts connections also for a process that stands still.
     */
    boolean owesHello() {
        return silent;
    }

    /** Records the server's hello. */
    void saidHello(ServerAbilities peer) {
        saysHello = true;
        if (client.versionOneServers().remove(name)) {
            client.log().info("{} has said hello after all", name);
        }
        boolean without = !peer.nativeForm();
        if (without && !withoutNative && client.encoder().prefersNative()) {
            client.log().info("{} does not speak the native codec; calls to it travel as BINARY", name);
        }
        withoutNative = without;
    }

    /** Records that the server sent no hello in time. */
    void saidNoHello(String how) {
        saysHello = false;
        if (client.versionOneServers().add(name)) {
            client.log()
                    .info(
                            "{} from {}: calls to it travel as {}, by version 1 of the protocol, until it says hello",
                            how,
                            name,
                            client.encoder().wireFormat(null));
        }
    }

    /** Returns the host's name, for messages. */
    String host() {
        return host;
    }

    /** Returns the address to connect to; null if the host name has to be resolved. */
    @Nullable
    SocketAddress address() {
        return address;
    }

    /** Completes a promise with the host's addresses, or fails it. */
    void lookUp(Promise<List<InetAddress>> addresses) {
        client.settings().lookups().start(host, addresses);
    }

    /** Removes a promise of {@link #lookUp}, which is then not completed. */
    void cancelLookup(Promise<List<InetAddress>> addresses) {
        client.settings().lookups().cancel(host, addresses);
    }

    /** Returns the addresses in the order in which to try them. */
    List<SocketAddress> inOrder(List<InetAddress> addresses) {
        return AddressOrder.of(addresses, port, avoided);
    }

    /** Adds TLS to a channel to the server if the client has it turned on. */
    void secure(Channel channel) {
        client.connector().secure(channel, host, port);
    }

    /** Records whether a connection was healthy. If not, other addresses of the host are tried first. */
    synchronized void judge(SocketAddress connected, boolean useful) {
        if (address != null || (useful && !avoided.contains(connected))) {
            return; // there is only one address, or nothing changes
        }
        List<SocketAddress> changed = new ArrayList<>(avoided);
        changed.remove(connected);
        if (!useful) {
            changed.add(connected);
        }
        int first = Math.max(0, changed.size() - MAX_AVOIDED);
        avoided = List.copyOf(changed.subList(first, changed.size()));
    }
}

package io.minirpc.tests.servers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.minirpc.localservers.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hosts with a network of their own, each a network namespace. This machine is one of them, and nothing else reaches
 * them. Two hosts can be cut from each other: their packets vanish, and neither is told. Needs root and iproute2.
 * Thread-safe.
 */
public final class Network implements AutoCloseable {
    /** The name of this machine among the hosts. */
    public static final String HERE = "here";

    private static final Set<Network> OPEN = ConcurrentHashMap.newKeySet();
    private static final String NOWHERE = "02:00:00:00:00:99"; // an Ethernet address that nobody has
    private static final int MAX_HOSTS = 200;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(Network::remove), "network-shutdown"));
    }

    private final String name;
    private final String subnet;
    private final List<String> hosts = new ArrayList<>(List.of(HERE));

    private Network(List<String> others) {
        if (others.size() > MAX_HOSTS) {
            throw new IllegalArgumentException("hosts: " + others.size() + " (expected: at most " + MAX_HOSTS + ")");
        }
        int number = ThreadLocalRandom.current().nextInt(1 << 14);
        name = "minirpc" + number;
        subnet = "10." + (192 + (number >> 8)) + "." + (number & 0xff) + ".";
        hosts.addAll(others);
    }

    /** Makes the hosts; skips the test where that is not possible. */
    public static Network create(String... hosts) {
        Network made = new Network(List.of(hosts));
        OPEN.add(made);
        try {
            made.connect();
        } catch (IOException e) {
            made.close();
            assumeTrue(false, "network namespaces need root and iproute2, so this is skipped: " + e.getMessage());
        }
        return made;
    }

    /** A switch, which is a namespace with a bridge, and a cable from it to each host. */
    private void connect() throws IOException {
        List<String> lines = new ArrayList<>();
        namespaces().forEach(namespace -> lines.add("netns add " + namespace));
        lines.add("link add " + device(HERE) + " type veth peer name port0 netns " + name);
        ip(null, lines);
        lines.clear();
        lines.add("link add bridge type bridge");
        lines.add("link set bridge up");
        for (int i = 0; i < hosts.size(); i++) {
            String port = "port" + i;
            if (i > 0) {
                lines.add("link add " + port + " type veth peer name eth0 netns " + namespace(hosts.get(i)));
            }
            lines.add("link set " + port + " master bridge");
            lines.add("link set " + port + " up");
        }
        ip(name, lines);
        for (String host : hosts) {
            ip(
                    namespace(host),
                    List.of(
                            "addr add " + address(host) + "/24 dev " + device(host),
                            "link set " + device(host) + " up",
                            "link set lo up"));
        }
    }

    /** Returns the namespaces: that of the switch, and those of the hosts. */
    private Stream<String> namespaces() {
        return Stream.concat(Stream.of(name), hosts.stream().skip(1).map(this::namespace));
    }

    /** Returns the address of a host. */
    public String address(String host) {
        return subnet + (index(host) + 1);
    }

    /** Returns a host as the place of a server. */
    public Place place(String host) {
        String namespace = namespace(host);
        return new Place(address(host), namespace == null ? List.of() : List.of("ip", "netns", "exec", namespace));
    }

    /** Lets all packets between two hosts vanish. */
    public void cut(String one, String other) throws IOException {
        loseTo(one, other);
        loseTo(other, one);
    }

    private void loseTo(String from, String to) throws IOException {
        String entry = address(to) + " lladdr " + NOWHERE + " dev " + device(from);
        ip(namespace(from), List.of("neigh replace " + entry + " nud permanent"));
    }

    /** Lets packets between two hosts arrive again. */
    public void heal(String one, String other) throws IOException {
        findAgain(one, other);
        findAgain(other, one);
    }

    private void findAgain(String from, String to) throws IOException {
        ip(namespace(from), List.of("neigh del " + address(to) + " dev " + device(from)));
    }

    private int index(String host) {
        int index = hosts.indexOf(host);
        if (index < 0) {
            throw new IllegalArgumentException("host: " + host + " (expected: one of " + hosts + ")");
        }
        return index;
    }

    private @Nullable String namespace(String host) {
        return host.equals(HERE) ? null : name + "-" + index(host);
    }

    private String device(String host) {
        return host.equals(HERE) ? name + "h" : "eth0";
    }

    /** Removes the hosts, whose processes must have ended. */
    @Override
    public void close() {
        remove();
        OPEN.remove(this);
    }

    private void remove() {
        namespaces().forEach(namespace -> {
            try {
                ip(null, List.of("netns del " + namespace));
            } catch (IOException e) {
                // it was never made
            }
        });
    }

    /** Runs lines of ip, in a namespace or on this machine. */
    private static void ip(@Nullable String namespace, List<String> lines) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        if (namespace != null) {
            command.addAll(List.of("-n", namespace));
        }
        command.addAll(List.of("-batch", "-"));
        Command.run(command, String.join("\n", lines) + "\n");
    }
}

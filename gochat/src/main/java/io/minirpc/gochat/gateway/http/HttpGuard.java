package io.minirpc.gochat.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The check of {@code Host} and {@code Origin} that every request passes, those that open a WebSocket too. It keeps out
 * pages of other sites, and sites whose name was made to resolve to our address (DNS rebinding). Immutable.
 */
public final class HttpGuard {
    private final Set<String> hosts;
    private final Set<String> origins;

    private HttpGuard(Set<String> hosts, Set<String> origins) {
        this.hosts = lowerCase(hosts);
        this.origins = lowerCase(origins);
    }

    /**
     * Returns a guard.
     *
     * @param hosts the names and addresses that clients call us by, with no port; none for {@link #ownHosts}
     * @param origins the origins whose pages may call us besides our own, as {@code https://chat.example:8443}
     * @param bound the address that we listen on
     */
    public static HttpGuard of(Set<String> hosts, Set<String> origins, InetAddress bound) {
        origins.forEach(HttpGuard::checkOrigin);
        return new HttpGuard(hosts.isEmpty() ? ownHosts(bound) : hosts, origins);
    }

    private static void checkOrigin(String origin) {
        if (!origin.matches("https?://[^/\\s]+")) {
            throw new IllegalArgumentException("origin: " + origin + " (expected: http[s]://HOST[:PORT])");
        }
    }

    /** Returns localhost and the bound address; for the wildcard address those of all interfaces. */
    static Set<String> ownHosts(InetAddress bound) {
        Set<String> own = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        if (!bound.isAnyLocalAddress()) {
            own.add(hostOf(bound));
            return own;
        }
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(address -> own.add(hostOf(address)));
        } catch (SocketException e) {
            // Those of loopback are left.
        }
        return own;
    }

    private static String hostOf(InetAddress address) {
        String text = RemoteAddress.text(address);
        return text.contains(":") ? "[" + text + "]" : text;
    }

    /** Returns why a request is not served, as text for its answer; empty if it is. */
    public Optional<String> refusal(HttpHeaders headers) {
        List<String> host = headers.getAll(HttpHeaderNames.HOST);
        if (host.size() != 1 || !hosts.contains(withoutPort(lowerCase(host.get(0))))) {
            return Optional.of("Host: " + shown(host) + " (expected: one of those that this server was told)");
        }
        List<String> origin = headers.getAll(HttpHeaderNames.ORIGIN);
        boolean admitted = origin.isEmpty() || (origin.size() == 1 && admits(lowerCase(origin.get(0)), host.get(0)));
        return admitted
                ? Optional.empty()
                : Optional.of(
                        "Origin: " + shown(origin) + " (expected: that of Host, or one that this server was told)");
    }

    /** Admits the origin of the page that we serve ourselves, whether TLS ends here or at a proxy. */
    private boolean admits(String origin, String host) {
        String ownAuthority = lowerCase(host);
        return origin.equals("http://" + ownAuthority)
                || origin.equals("https://" + ownAuthority)
                || origins.contains(origin);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static String shown(List<String> values) {
        String text = String.join(", ", values);
        String cut = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return cut.replaceAll("[^ -~…]", "?");
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Set<String> lowerCase(Set<String> texts) {
        return texts.stream().map(HttpGuard::lowerCase).collect(Collectors.toUnmodifiableSet());
    }
}

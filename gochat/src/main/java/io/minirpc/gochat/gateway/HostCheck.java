package io.minirpc.gochat.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks Host and Origin, so that pages of other sites reach nothing, neither by a WebSocket nor by a name that leads
 * here. Thread-safe.
 */
final class HostCheck {
    private final GatewaySettings settings;
    private final Set<String> hosts;
    private final Set<String> origins;

    HostCheck(GatewaySettings settings) {
        this.settings = settings;
        hosts = lowerCase(settings.hosts());
        origins = lowerCase(settings.origins());
    }

    private static Set<String> lowerCase(Set<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns whether a request is for this server and, where a browser sent it, from one of its pages.
     *
     * @param port the port that the connection came to
     */
    boolean allows(HttpHeaders headers, int port) {
        List<String> host = headers.getAll(HttpHeaderNames.HOST);
        List<String> origin = headers.getAll(HttpHeaderNames.ORIGIN);
        return host.size() == 1
                && allowsHost(host.get(0).toLowerCase(Locale.ROOT), port)
                && origin.size() <= 1
                && (origin.isEmpty() || allowsOrigin(origin.get(0).toLowerCase(Locale.ROOT), port));
    }

    private boolean allowsHost(String host, int port) {
        if (!hosts.isEmpty()) {
            return hosts.contains(host);
        }
        String address = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return Stream.of("localhost", "127.0.0.1", "[::1]", address.toLowerCase(Locale.ROOT))
                .anyMatch(own -> host.equals(own + ":" + port) || (port == 80 && host.equals(own)));
    }

    private boolean allowsOrigin(String origin, int port) {
        if (origins.contains(origin)) {
            return true;
        }
        for (String scheme : List.of("http://", "https://")) {
            if (origin.startsWith(scheme)) {
                return allowsHost(origin.substring(scheme.length()), port);
            }
        }
        return false;
    }
}

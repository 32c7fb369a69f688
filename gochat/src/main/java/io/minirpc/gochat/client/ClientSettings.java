package io.minirpc.gochat.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The settings of a client. Immutable.
 *
 * @param gateways the servers' addresses, {@code http://HOST:PORT/} or with {@code https}, {@code ws} or {@code wss};
 *     taken by turns
 * @param tokens the access tokens of the user
 * @param device the name of this installation, 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 * @param client the name of this program, for the server's log
 * @param start which messages a client that has nothing yet shows
 * @param pages how many pages of the list the client keeps. Default: all.
 * @param pageSize conversations in a page, at most 100. Default: 100.
 * @param firstBackoff the most that the client waits before it connects again; doubled with each failure. Default: 1 s.
 * @param maxBackoff the most it waits after many failures. Default: 30 s.
 */
public record ClientSettings(
        List<URI> gateways,
        AccessTokens tokens,
        String device,
        String client,
        Start start,
        int pages,
        int pageSize,
        Duration firstBackoff,
        Duration maxBackoff) {

    /** The messages that a client without any shows first. */
    public enum Start {
        /** All that the server gives: everything of a short conversation, the newest page of a long one. */
        HISTORY,

        /** Those that are committed from now on. */
        NOW,

        /** None: the client is for requests only. It keeps no list, and moves no cursor by itself. */
        NOTHING
    }

    public ClientSettings {
        gateways = List.copyOf(gateways);
        if (gateways.isEmpty()) {
            throw new IllegalArgumentException("gateways: none (expected: at least one address)");
        }
        if (pages < 1 || pageSize < 1 || pageSize > 100) {
            throw new IllegalArgumentException(
                    "pages: " + pages + " of " + pageSize + " (expected: at least 1, of 1 to 100)");
        }
        if (firstBackoff.toMillis() < 1 || maxBackoff.compareTo(firstBackoff) < 0) {
            throw new IllegalArgumentException(
                    "backoff: " + firstBackoff + " to " + maxBackoff + " (expected: at least 1 ms, and growing)");
        }
    }

    /** Returns settings that are the defaults but for what is given. */
    public static ClientSettings of(URI gateway, AccessTokens tokens, String device) {
        return new ClientSettings(
                List.of(gateway),
                tokens,
                device,
                "gochat-java/0.1",
                Start.HISTORY,
                Integer.MAX_VALUE,
                100,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30));
    }

    public ClientSettings withGateways(List<URI> changed) {
        return new ClientSettings(changed, tokens, device, client, start, pages, pageSize, firstBackoff, maxBackoff);
    }

    public ClientSettings withClient(String changed) {
        return new ClientSettings(gateways, tokens, device, changed, start, pages, pageSize, firstBackoff, maxBackoff);
    }

    public ClientSettings withStart(Start changed) {
        return new ClientSettings(gateways, tokens, device, client, changed, pages, pageSize, firstBackoff, maxBackoff);
    }

    public ClientSettings withPages(int count, int size) {
        return new ClientSettings(gateways, tokens, device, client, start, count, size, firstBackoff, maxBackoff);
    }

    public ClientSettings withBackoff(Duration first, Duration max) {
        return new ClientSettings(gateways, tokens, device, client, start, pages, pageSize, first, max);
    }
}

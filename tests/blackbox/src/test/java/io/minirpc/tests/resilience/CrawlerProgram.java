package io.minirpc.tests.resilience;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Peers that have begun a long request and send it byte by byte, in a process of their own. On each character of its
 * standard input it has them crawl for a while, at the server or at sockets that nobody reads, and prints a line when
 * it is over; it ends with its standard input.
 */
final class CrawlerProgram {
    /** Sends a byte a second from each peer, to sockets that nobody reads: what the peers alone cost the machine. */
    static final char AT_NOBODY = 'n';

    /** Sends a byte a second from each peer to the server. */
    static final char AT_SERVER = 's';

    /** Sends as much to the server as it takes to have it compiled. */
    static final char WARM_UP = 'w';

    private CrawlerProgram() {}

    /** Takes the server's port, the number of peers, and how long they crawl at a time in milliseconds. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        int millis = Integer.parseInt(arguments[2]);
        try (ServerSocket nobody = new ServerSocket(0, 2 * count, InetAddress.getLoopbackAddress());
                Peers unread = new Peers(nobody.getLocalPort(), count);
                Peers served = new Peers(port, count)) {
            served.greet();
            served.beginRequests();
            unread.beginRequests();
            System.out.println();
            int command;
            while ((command = System.in.read()) >= 0) {
                switch (command) {
                    case AT_NOBODY -> unread.crawl(count, millis);
                    case AT_SERVER -> served.crawl(count, millis);
                    case WARM_UP -> served.crawl(20 * count, 3 * millis);
                    default -> throw new IllegalArgumentException("command: " + command);
                }
                System.out.println();
            }
        }
    }
}

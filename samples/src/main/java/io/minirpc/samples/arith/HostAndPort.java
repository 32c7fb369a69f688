package io.minirpc.samples.arith;

import io.minirpc.discovery.Endpoint;

/**
 * Where a server is.
 *
 * @param host a name or an address, without brackets
 */
record HostAndPort(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /**
     * Reads {@code host:port}; an address of IPv6 stands in brackets.
     *
     * @throws IllegalArgumentException if the text is of another form
     */
    static HostAndPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0));
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw malformed(text);
        }
        if (host.isEmpty()) {
            throw malformed(text);
        }
        return new HostAndPort(host, port(text, text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return Endpoint.address(host, port);
    }

    private static int port(String text, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port > 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // The message below says it.
        }
        throw malformed(text);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("\"" + text + "\" (expected: HOST:PORT with a port from 1 to " + MAX_PORT
                + ", an IPv6 address in brackets)");
    }
}

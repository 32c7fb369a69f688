package io.minirpc.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;

/** The attributes of the other side's address, which is host and port, or a name in this process. */
record PeerKeys(AttributeKey<String> address, AttributeKey<Long> port) {
    static PeerKeys of(String side) {
        return new PeerKeys(AttributeKey.stringKey(side + ".address"), AttributeKey.longKey(side + ".port"));
    }

    Attributes attributesOf(String peer) {
        int number = portOf(peer);
        return number < 0 ? Attributes.of(address, peer) : Attributes.of(address, hostOf(peer), port, (long) number);
    }

    /** Returns -1 where there is none. */
    static int portOf(String peer) {
        int colon = peer.lastIndexOf(':');
        int digits = peer.length() - colon - 1;
        if (colon <= 0 || peer.charAt(colon - 1) == ':' || digits < 1 || digits > 5) {
            return -1;
        }
        int port = 0;
        for (int i = colon + 1; i < peer.length(); i++) {
            char c = peer.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            port = port * 10 + (c - '0');
        }
        return port;
    }

    private static String hostOf(String peer) {
        String host = peer.substring(0, peer.lastIndexOf(':'));
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}

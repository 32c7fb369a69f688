package io.minirpc.gochat;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses of hosts. */
final class Hosts {
    private Hosts() {}

    /** Returns whether only this machine reaches what listens there; false where the name is not known. */
    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // whoever listens there says so
        }
    }

    /** Returns host and port as they stand in a URL. */
    static String authority(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}

package io.minirpc.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** A source of the addresses of hosts. */
@FunctionalInterface
interface NameResolver {
    /** Returns a host's addresses, the preferred ones first; may block for as long as name servers do not answer. */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}

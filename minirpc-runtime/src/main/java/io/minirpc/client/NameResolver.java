package io.minirpc.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** A resolver of host names. */
@FunctionalInterface
interface NameResolver {
    /** Returns a host's addresses, preferred ones first. Blocks while name servers do not answer. */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}

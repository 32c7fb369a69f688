package io.minirpc.gochat;

import java.util.List;
import java.util.Optional;

/** The warning of a service that announces an address at which only its own machine reaches it. */
final class LoopbackWarning {
    private LoopbackWarning() {}

    /**
     * Returns the warning; empty where others reach the address, or where etcd too is reached by this machine only.
     *
     * @param host the address that is announced
     * @param etcd the addresses of etcd
     */
    static Optional<String> of(String host, List<String> etcd) {
        return Hosts.isLoopback(host)
                ? etcd.stream()
                        .filter(url -> !Hosts.isLoopback(hostOf(url)))
                        .findFirst()
                        .map(url -> "Gateways on other machines cannot reach this service: it announces itself as "
                                + host
                                + " in " + url + ". Set rpc-host to an address of this machine that they reach, or to"
                                + " 0.0.0.0, which finds one")
                : Optional.empty();
    }

    private static String hostOf(String url) {
        return url.replaceAll("^https?://|(:\\d+)?/?$", "");
    }
}

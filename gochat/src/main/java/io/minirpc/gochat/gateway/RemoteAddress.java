package io.minirpc.gochat.gateway;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The addresses of clients, behind proxies too. {@code X-Forwarded-For} counts only if it comes from a proxy that was
 * configured, and only as far as proxies wrote it: from the right, up to the first address that is no proxy's.
 * Immutable.
 */
public final class RemoteAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int IPV6_BYTES = 16;
    private static final int MAX_HOPS = 16;

    private final List<AddressBlock> proxies;

    /** @param proxies the addresses or networks of trusted proxies, as {@link AddressBlock#parse} reads them */
    RemoteAddress(Set<String> proxies) {
        this.proxies = proxies.stream().map(AddressBlock::parse).toList();
    }

    /** Returns the address of a client in its canonical form. */
    String of(InetAddress peer, HttpHeaders headers) {
        InetAddress client = peer;
        List<String> hops =
                Arrays.asList(String.join(",", headers.getAll(FORWARDED_FOR)).split(","));
        for (int i = hops.size() - 1; i >= Math.max(0, hops.size() - MAX_HOPS) && isProxy(client); i--) {
            InetAddress hop =
                    NetUtil.createInetAddressFromIpAddressString(hops.get(i).trim());
            if (hop == null) {
                break;
            }
            client = hop;
        }
        return NetUtil.toAddressString(client);
    }

    /** Returns whether an address is that of a trusted proxy. */
    boolean isProxy(InetAddress peer) {
        return proxies.stream().anyMatch(block -> block.contains(peer));
    }

    /** Returns what rates of an address are counted under: a network of /64, which one host has, counts as one. */
    public static String limitKey(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null || bytes.length != IPV6_BYTES) {
            return address;
        }
        Arrays.fill(bytes, IPV6_BYTES / 2, IPV6_BYTES, (byte) 0);
        return NetUtil.bytesToIpAddress(bytes) + "/64";
    }
}

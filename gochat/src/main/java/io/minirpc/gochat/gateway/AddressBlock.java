package io.minirpc.gochat.gateway;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/** A block of IP addresses, as {@code 10.0.0.0/8}, or a single one, as {@code 10.0.0.5}. Immutable. */
public final class AddressBlock {
    private final byte[] network;
    private final int length;

    private AddressBlock(byte[] network, int length) {
        this.network = network;
        this.length = length;
    }

    /**
     * Reads an address, or an address and the number of bits that all addresses of the block share.
     *
     * @throws IllegalArgumentException if it is neither; names are not resolved
     */
    public static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        require(text, address != null);
        byte[] network = address.getAddress();
        int bits = network.length * Byte.SIZE;
        String length = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
        require(text, length.matches("[1-9]\\d{0,2}") && Integer.parseInt(length) <= bits);
        return new AddressBlock(network, Integer.parseInt(length));
    }

    private static void require(String text, boolean taken) {
        if (!taken) {
            throw new IllegalArgumentException(
                    "address: " + text + " (expected: an IP address, or a network such as 10.0.0.0/8)");
        }
    }

    /** Returns whether an address lies in the block. */
    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (int i = 0; i * Byte.SIZE < length; i++) {
            int shared = Math.min(Byte.SIZE, length - i * Byte.SIZE);
            int difference = (bytes[i] ^ network[i]) >> (Byte.SIZE - shared);
            if (difference != 0) {
                return false;
            }
        }
        return true;
    }
}

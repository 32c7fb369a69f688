package io.minirpc.balancer;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The hash of keys and of virtual nodes: CRC-32 of their UTF-8, as in other implementations. */
public final class HashKeys {
    private HashKeys() {}

    /** Returns the hash of a key, to be read as unsigned. */
    public static int hash(String key) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}

package io.minirpc.registry.etcd;

import com.google.protobuf.ByteString;
import io.minirpc.registry.etcd.InstanceValue.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The keys of services, {@code /mini-rpc/{Service}/{host:port}}, and their values. Thread-safe, except {@link #read},
 * which is for the registry's thread alone.
 */
final class EtcdKeys {
    /** As many endpoints of a service are listed. */
    static final long MAX_ENDPOINTS = 10_000;

    private final String prefix;
    private final StateLog state;
    private final AtomicLong malformed = new AtomicLong();

    EtcdKeys(String prefix, StateLog state) {
        this.prefix = prefix;
        this.state = state;
    }

    String of(String service, String address) {
        return prefix + service + "/" + address;
    }

    ByteString prefixOf(String service) {
        return ByteString.copyFromUtf8(prefix + service + "/");
    }

    /** Returns the first key after all that begin so; the prefix ends with '/'. */
    static ByteString afterAll(ByteString prefix) {
        return prefix.substring(0, prefix.size() - 1).concat(ByteString.copyFromUtf8("0"));
    }

    /** Reads an entry, or returns null if it is malformed. Entries that are malformed or odd in part are counted. */
    @Nullable
    InstanceValue read(String service, ByteString key, ByteString value) {
        String address = key.substring(prefixOf(service).size()).toStringUtf8();
        List<String> oddities = new ArrayList<>();
        try {
            InstanceValue read = InstanceValue.read(address, value, oddities::add);
            if (!oddities.isEmpty()) {
                notice("is odd", key, String.join(", ", oddities));
            }
            return read;
        } catch (MalformedException e) {
            notice("is skipped", key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void notice(String what, ByteString key, String why) {
        malformed.incrementAndGet();
        state.notice("an entry " + what + ", " + printable(key.toStringUtf8()) + ": " + printable(why));
    }

    /** Returns how many entries were skipped or read only in part. */
    long malformed() {
        return malformed.get();
    }

    /** Others write what they like: nothing of it may forge a line, or fill one. */
    private static String printable(String text) {
        String safe = text.replaceAll("\\p{Cntrl}", "?");
        return safe.length() <= 200 ? safe : safe.substring(0, 200) + "…";
    }
}

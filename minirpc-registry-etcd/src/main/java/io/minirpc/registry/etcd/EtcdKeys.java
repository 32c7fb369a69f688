package io.minirpc.registry.etcd;

import com.google.protobuf.ByteString;
import io.minirpc.registry.etcd.InstanceValue.MalformedException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The keys of services, {@code /mini-rpc/{Service}/{host:port}}, and what stands under them. Thread-safe but reading.
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

    /** Reads an entry, or returns null and counts it if it makes no sense. */
    @Nullable
    InstanceValue read(String service, ByteString key, ByteString value) {
        String address = key.substring(prefixOf(service).size()).toStringUtf8();
        try {
            return InstanceValue.read(address, value);
        } catch (MalformedException e) {
            malformed.incrementAndGet();
            state.notice(
                    "an entry of " + service + " is skipped, " + printable(address) + ": " + printable(e.getMessage()));
            return null;
        }
    }

    /** Returns how often an entry was skipped. */
    long malformed() {
        return malformed.get();
    }

    /** Others write what they like: nothing of it may forge a line, or fill one. */
    private static String printable(@Nullable String text) {
        String safe = String.valueOf(text).replaceAll("\\p{Cntrl}", "?");
        return safe.length() <= 200 ? safe : safe.substring(0, 200) + "…";
    }
}

package io.minirpc.registry.etcd;

import io.minirpc.tls.TlsSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How etcd is to be used; see the builder of {@link EtcdRegistry}. */
record EtcdSettings(
        List<URI> urls,
        String prefix,
        @Nullable String user,
        String password,
        TlsSettings tls,
        Duration requestTimeout,
        Duration relistInterval) {

    /** Returns what messages call etcd. */
    String description() {
        return urls.stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return description() + prefix; // not the password
    }
}

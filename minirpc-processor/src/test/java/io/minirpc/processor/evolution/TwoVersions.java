package io.minirpc.processor.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.Channel;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.processor.lock.LockRun;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import io.minirpc.server.ServiceBinding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A module in a folder of its own, of which versions are compiled with its lock or without one, and call each other.
 */
final class TwoVersions {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final Path folder;

    TwoVersions(Path folder) {
        this.folder = folder;
    }

    /** Returns the path of the lock, which the first {@link #update} writes. */
    Path lock() {
        return folder.resolve("minirpc.lock");
    }

    /** @param name the name of the class output */
    Build compileWithoutLock(String name, List<Source> sources) {
        return Build.of(folder.resolve(name), sources, "-Aminirpc.lock=none");
    }

    /** @param name the name of the class output */
    Build compileWithLock(String name, List<Source> sources) {
        return Build.of(folder.resolve(name), sources, "-Aminirpc.lock=" + lock().toAbsolutePath());
    }

    /** Runs {@code lock update}. */
    LockRun update(Path classes) {
        return LockRun.of("update", classes.toString(), lock().toString());
    }

    /** Serves the services of one version, and returns what calls of another one come to. */
    static <T> T call(List<ServiceBinding> services, WireFormat format, Function<Channel, T> calls) {
        String address = "versions-" + ADDRESSES.incrementAndGet();
        RpcServerBuilder server = RpcServer.builder().inProcess(address);
        services.forEach(server::add);
        try (RpcServer serving = server.build().start();
                RpcClient client = RpcClient.builder()
                        .inProcess(address)
                        .wireFormat(format)
                        .helloTimeout(LONG)
                        .build()) {
            assertThat(serving).isNotNull();
            // An explicit timeout waits for the hello, so that the first call is native already.
            return calls.apply(client.withTimeout(LONG));
        }
    }
}

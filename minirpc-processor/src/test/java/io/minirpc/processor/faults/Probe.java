package io.minirpc.processor.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.Channel;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Serves and calls what a {@link Scenario} binds, in one format, and collects what differs. */
public final class Probe implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final WireFormat format;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Probe(WireFormat format) {
        this.format = format;
    }

    List<String> problems() {
        return problems;
    }

    /** Returns a channel to a server of the binding. */
    public Channel serve(ServiceBinding binding) {
        String address = "probe-" + System.identityHashCode(binding);
        open.add(RpcServer.builder().inProcess(address).add(binding).build().start());
        RpcClient client = RpcClient.builder()
                .inProcess(address)
                .wireFormat(format)
                .helloTimeout(LONG)
                .build();
        open.add(0, client);
        // An explicit timeout waits for the hello, so that the first call is native already.
        return client.withTimeout(LONG);
    }

    /** Compares two values, field by field. */
    public void eq(String what, Object expected, Object got) {
        try {
            assertThat(got).as(what).usingRecursiveComparison().isEqualTo(expected);
        } catch (AssertionError e) {
            problems.add(what + ": " + e.getMessage());
        }
    }

    /** Compares two values by their own measure. */
    public void same(String what, Object expected, Object got) {
        if (!Objects.equals(expected, got)) {
            problems.add(what + ": " + got + " (expected: " + expected + ")");
        }
    }

    /** Compares the exception of a call, its class and message, and returns it. */
    public Throwable fails(String what, Throwable expected, Callable<?> call) {
        Throwable thrown = thrown(call);
        same(what + ", class", expected.getClass(), thrown == null ? null : thrown.getClass());
        same(what + ", message", expected.getMessage(), thrown == null ? null : thrown.getMessage());
        return thrown;
    }

    /** Returns what a call throws, or null. */
    public Throwable thrown(Callable<?> call) {
        try {
            call.call();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }
}

package io.minirpc.gochat.why;

import io.minirpc.discovery.Endpoint;
import io.minirpc.gochat.trace.TraceReport;
import io.minirpc.registry.etcd.EtcdRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The processes that etcd lists. Stateless. */
final class Processes {
    private static final long SECONDS = 10;

    private Processes() {}

    /** @throws IOException if etcd does not answer */
    static List<URI> find(List<String> etcd) throws IOException, InterruptedException {
        EtcdRegistry.Builder builder = EtcdRegistry.builder();
        etcd.forEach(builder::url);
        try (EtcdRegistry registry = builder.build()) {
            return registry.discover(TraceReport.PROCESSES).get(SECONDS, TimeUnit.SECONDS).stream()
                    .map(Processes::address)
                    .toList();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("etcd at " + String.join(", ", etcd) + " does not answer: " + e.getMessage(), e);
        }
    }

    /** By default processes answer on the loopback address alone, which those of this machine have too. */
    private static URI address(Endpoint process) {
        boolean onLoopback = Boolean.parseBoolean(process.metadata().get(TraceReport.ON_LOOPBACK));
        String host = onLoopback && isOfThisMachine(process.host())
                ? InetAddress.getLoopbackAddress().getHostAddress()
                : process.host();
        return URI.create("http://" + Endpoint.address(host, process.port()) + "/");
    }

    private static boolean isOfThisMachine(String host) {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByName(host)) != null;
        } catch (IOException e) {
            return false;
        }
    }
}

// run: gochat-cluster - gochat on eight processes, which are killed and frozen while a checker looks for what is lost
package io.minirpc.gochat.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/** The command: starts a cluster, loads and disturbs it, prints what becomes of the messages, and judges at the end. */
public final class GochatCluster {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int CANNOT_START = 3;

    private GochatCluster() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(System.in, System.out, System.err, arguments));
    }

    private static int run(InputStream in, PrintStream out, PrintStream err, String... arguments)
            throws InterruptedException {
        ClusterFlags flags = new ClusterFlags();
        try {
            ClusterFlags.Values values = flags.read(arguments);
            if (values == null) {
                out.print(flags.help());
                return 0;
            }
            return run(values, in, out, err);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return MISUSED;
        } catch (IOException | IllegalStateException e) {
            err.println(e.getMessage());
            return CANNOT_START;
        }
    }

    private static int run(ClusterFlags.Values values, InputStream in, PrintStream out, PrintStream err)
            throws IOException, InterruptedException {
        out.println("starting etcd, Redis, MariaDB, " + values.services() + " services and " + values.gateways()
                + " gateways");
        try (Cluster cluster = Cluster.builder()
                .services(values.services())
                .gateways(values.gateways())
                .gatewayFlags("--heartbeat", "5s", "--drain", "1s")
                .start()) {
            introduce(cluster, values, out);
            return new Show(cluster, values, out).run(in, err) == 0 ? 0 : FAILED;
        }
    }

    private static void introduce(Cluster cluster, ClusterFlags.Values values, PrintStream out) {
        out.println();
        for (Part part : cluster.parts()) {
            out.printf("%-10s %s%n", part.name(), part.address());
        }
        out.println();
        out.println("page       open any gateway in a browser, and register");
        if (!values.chaos()) {
            out.println("keys       " + Keys.HELP);
        }
        out.println("Ctrl-C     ends all processes");
        out.flush();
    }
}

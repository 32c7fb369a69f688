// run: gochat - an instant-messaging system: a page, users, and messages that stay
package io.minirpc.gochat;

import io.minirpc.gochat.id.SnowflakeException;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.store.StoreException;
import io.minirpc.gochat.store.Stores;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The program: reads its settings, starts, prints where it is to be found, and ends when it is interrupted. */
public final class Gochat {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Gochat() {}

    public static void main(String[] arguments) throws InterruptedException {
        int code = start(arguments, UnaryOperator.identity(), UnaryOperator.identity());
        if (code != 0) {
            System.exit(code);
        }
    }

    /**
     * Does what the arguments say.
     *
     * @param ways what tests put around the ways to users
     * @param stores what tests put around the stores
     * @return an exit code other than 0 if it did not start; 0 if it runs, or has done what it was asked for
     */
    static int start(String[] arguments, UnaryOperator<Routing> ways, UnaryOperator<Stores> stores) {
        Map<String, String> environment = System.getenv();
        PrintStream out = System.out;
        PrintStream err = System.err;
        CommandFlags flags = new CommandFlags();
        try {
            Settings settings = flags.read(arguments, environment);
            if (settings == null) {
                out.print(flags.help());
            } else {
                run(Server.start(settings, ways, stores), settings, out);
            }
            return 0;
        } catch (SettingsException e) {
            err.println(e.getMessage());
            return MISUSED;
        } catch (StoreException | SnowflakeException | StartException | UncheckedIOException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private static void run(Server server, Settings settings, PrintStream out) {
        // A JVM that a signal ends would exit with 128 and the signal's number; this one has done what it was asked to.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            Runtime.getRuntime().halt(0);
                        },
                        "gochat-shutdown"));
        print(server, settings, out);
        out.println("Ctrl-C    ends it");
        out.flush();
    }

    /** Prints a line for each address, with its kind as the first word. */
    private static void print(Server server, Settings settings, PrintStream out) {
        if (settings.role() == ProcessRole.ALL && settings.mysql().isEmpty()) {
            out.println("data      " + settings.data());
        }
        for (DemoUsers.Account user : server.demoUsers()) {
            out.println("user      " + user.name() + ", password " + user.password() + " (told only this once)");
        }
        String http = "http://" + Hosts.authority(settings.host(), server.port()) + "/";
        server.rpcPort()
                .ifPresentOrElse(
                        port -> {
                            out.println("rpc       "
                                    + Hosts.authority(settings.rpc().host(), port));
                            out.println("health    " + http + "health/ready");
                        },
                        () -> out.println("open      " + http));
        if (settings.role() == ProcessRole.ALL && settings.host().equals("127.0.0.1")) {
            out.println("          http://localhost:" + server.port() + "/ for a second user in the same browser");
        }
    }
}

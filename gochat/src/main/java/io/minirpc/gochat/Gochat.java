// run: gochat - an instant-messaging system: a page, users, and messages that stay
package io.minirpc.gochat;

import io.minirpc.gochat.id.SnowflakeException;
import io.minirpc.gochat.store.StoreException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The program: reads its settings, starts, prints where it is to be found, and ends when it is interrupted. */
public final class Gochat {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Gochat() {}

    public static void main(String[] arguments) throws InterruptedException {
        int code = start(arguments, System.getenv(), System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Returns an exit code other than 0 if it did not start; 0 if it runs, or only help was asked for. */
    private static int start(String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        CommandFlags flags = new CommandFlags();
        try {
            Settings settings = flags.read(arguments, environment);
            if (settings == null) {
                out.print(flags.help());
                return 0;
            }
            out.println("data      " + settings.data());
            run(Server.start(settings), settings, out);
            return 0;
        } catch (SettingsException e) {
            err.println(e.getMessage());
            return MISUSED;
        } catch (StoreException | SnowflakeException | UncheckedIOException e) {
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
        for (DemoUsers.Account user : server.demoUsers()) {
            out.println("user      " + user.name() + ", password " + user.password() + " (told only this once)");
        }
        out.println("open      http://" + printable(settings.host()) + ":" + server.port() + "/");
        if (settings.host().equals("127.0.0.1")) {
            out.println("          http://localhost:" + server.port() + "/ for a second user in the same browser");
        }
        out.println("Ctrl-C    ends it");
        out.flush();
    }

    private static String printable(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}

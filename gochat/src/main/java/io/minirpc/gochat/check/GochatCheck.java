// run: gochat-check - loads a gochat server and judges whether its promises held
package io.minirpc.gochat.check;

import io.minirpc.gochat.client.RefusedException;
import java.io.IOException;
import java.io.PrintStream;

/** The command: reads its flags, runs, prints what it found. */
public final class GochatCheck {
    private static final int FOUND = 1;
    private static final int MISUSED = 2;
    private static final int CANNOT_CONNECT = 3;

    private GochatCheck() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(Clients.RIGHT, System.out, System.err, arguments));
    }

    /**
     * Runs the command.
     *
     * @return the exit code: 0 without findings, 1 with findings, 2 for wrong usage, 3 if it cannot connect
     */
    public static int run(Clients clients, PrintStream out, PrintStream err, String... arguments)
            throws InterruptedException {
        CheckFlags flags = new CheckFlags();
        try {
            CheckSettings settings = flags.read(arguments);
            if (settings == null) {
                out.print(flags.help());
                return 0;
            }
            CheckRun.Result result =
                    new CheckRun(settings, clients, err, progress -> print(progress, err), () -> true).run();
            new Report(out, settings.json()).print(result.findings(), result.summary());
            return result.summary().findings().isEmpty() ? 0 : FOUND;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return MISUSED;
        } catch (IOException | RefusedException e) {
            err.println(e.getMessage());
            return CANNOT_CONNECT;
        }
    }

    private static void print(Progress progress, PrintStream err) {
        err.printf(
                "%4d s  sent %d of %d, without answer %d, open %d of %d, lost %d%n",
                progress.seconds(),
                progress.sent(),
                progress.planned(),
                progress.unanswered(),
                progress.open(),
                progress.screens(),
                progress.lost());
    }
}

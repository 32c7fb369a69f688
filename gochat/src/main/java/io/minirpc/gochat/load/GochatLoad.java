// run: gochat-load - measures gochat: connections, memory, latencies, deliveries and reconnects, beside their floors
package io.minirpc.gochat.load;

import io.minirpc.gochat.client.RefusedException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** The command: reads its flags, plays scenarios, prints the results. */
public final class GochatLoad {
    private static final int WRONG = 1;
    private static final int MISUSED = 2;
    private static final int CANNOT_START = 3;

    private GochatLoad() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(System.out, System.err, arguments));
    }

    /**
     * Runs the command.
     *
     * @return the exit code: 0 if all is right, 1 if not, 2 for wrong usage, 3 if it cannot start or connect
     */
    public static int run(PrintStream out, PrintStream err, String... arguments) throws InterruptedException {
        LoadFlags flags = new LoadFlags();
        try {
            LoadSettings settings = flags.read(arguments);
            if (settings == null) {
                out.print(flags.help());
                return 0;
            }
            List<Result> results = new LoadRun(settings, out, err).run(arguments);
            return results.stream().allMatch(Result::isRight) ? 0 : WRONG;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return MISUSED;
        } catch (IOException | IllegalStateException | RefusedException e) {
            err.println(e.getMessage());
            return CANNOT_START;
        }
    }
}

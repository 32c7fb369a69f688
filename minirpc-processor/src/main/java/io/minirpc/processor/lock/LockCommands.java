package io.minirpc.processor.lock;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The commands of {@link Lock}, apart from the process. */
final class LockCommands {
    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int UNUSABLE = 2;

    static final String HELP = """
            Keeps minirpc.lock, which remembers the numbers and names that deployed peers rely on.

            lock update CLASSES LOCK                Records what was compiled. Refuses edits that break peers.
            lock check CLASSES LOCK                 Compares, numbers included, and changes nothing: for CI.
              [--against OLD]                       Compares the lock with an older one as well, such as the target branch's.
            lock accept LOCK KEY REASON             Opens one line, such as shop.Order.price, for an edit that is meant.

            CLASSES is the class output of a whole module, such as target/classes. LOCK is its minirpc.lock.
            Exit codes: 0 done, or nothing differs; 1 refused, or something differs; 2 wrong arguments, or a file that
            cannot be used.
            """;

    private final ContractSource source;
    private final PrintStream out;
    private final PrintStream err;

    LockCommands(ContractSource source, PrintStream out, PrintStream err) {
        this.source = source;
        this.out = out;
        this.err = err;
    }

    /** Runs a command and returns the exit code. */
    int run(List<String> arguments) {
        try {
            return command(arguments);
        } catch (LockException e) {
            err.println(e.getMessage());
        } catch (NoSuchFileException e) {
            err.println(e.getMessage()
                    + ": there is no such file; check the path, and run \"lock update\" for a first lock");
        } catch (IOException e) {
            err.println("cannot be read or written: " + e);
        }
        return UNUSABLE;
    }

    private int command(List<String> arguments) throws IOException, LockException {
        int count = arguments.size();
        String command = count == 0 ? "" : arguments.get(0);
        if (command.equals("--help") || command.equals("help")) {
            out.print(HELP);
            return DONE;
        }
        if (command.equals("update") && count == 3) {
            return update(source.read(Path.of(arguments.get(1))), store(arguments.get(2)));
        }
        if (command.equals("check") && count == 3) {
            return check(source.read(Path.of(arguments.get(1))), store(arguments.get(2)));
        }
        if (command.equals("check") && count == 5 && arguments.get(3).equals("--against")) {
            int compiled = check(source.read(Path.of(arguments.get(1))), store(arguments.get(2)));
            return Math.max(compiled, against(store(arguments.get(4)), store(arguments.get(2))));
        }
        if (command.equals("accept") && count == 4) {
            return accept(store(arguments.get(1)), arguments.get(2), arguments.get(3));
        }
        err.print("cannot be understood: lock " + String.join(" ", arguments) + "\n\n" + HELP);
        return UNUSABLE;
    }

    private static LockStore store(String path) {
        return new LockStore(Path.of(path));
    }

    private int update(Contract now, LockStore store) throws IOException, LockException {
        LockFile lock = store.exists() ? store.read() : LockFile.EMPTY;
        boolean isFirst = lock.isEmpty();
        List<Finding> findings = isFirst ? List.of() : Comparison.whole(lock, now);
        if (print(findings, Severity.NOTE)) {
            err.println(store + ": left as it was; mend the errors above first");
            return REFUSED;
        }
        boolean isWritten = store.write(next(lock, now));
        out.println(store + (isWritten ? ": written; commit it with the change" : ": nothing to record"));
        return DONE;
    }

    private static LockFile next(LockFile lock, Contract now) {
        return new Numbering(lock, now, Moves.all(lock, now)).next();
    }

    private int check(Contract now, LockStore store) throws IOException, LockException {
        LockFile lock = store.read();
        boolean isRefused = print(Comparison.whole(lock, now), Severity.NOTE);
        isRefused |= print(StaleNumbers.find(lock, now), Severity.NOTE);
        String text = store.text();
        String next = LockWriter.write(next(lock, now));
        if (!text.equals(next)) {
            err.println(difference(store, text.split("\n", -1), next.split("\n", -1)));
            isRefused = true;
        }
        return isRefused ? REFUSED : DONE;
    }

    /** Returns the first difference between the lock and what an update would write. */
    private static String difference(LockStore store, String[] lines, String[] next) {
        int line = 0;
        while (line < lines.length && line < next.length && lines[line].equals(next[line])) {
            line++;
        }
        String found = line < lines.length ? "\"" + lines[line] + "\"" : "the end";
        String expected = line < next.length ? "\"" + next[line] + "\"" : "the end";
        return store + ":" + (line + 1) + ": " + found + " (expected: " + expected
                + ", as compiled); run \"lock update\" and commit the lock with the change";
    }

    private int against(LockStore old, LockStore store) throws IOException, LockException {
        return print(Comparison.later(old.read(), store.read()), Severity.WARNING) ? REFUSED : DONE;
    }

    private int accept(LockStore store, String key, String reason) throws IOException, LockException {
        store.write(Opening.open(store.read(), key, reason));
        out.println(
                store + ": " + key + " is open; make the change, compile, and run \"lock update\", which closes it");
        return DONE;
    }

    /** Prints findings of a severity or above, and returns whether there is an error among them. */
    private boolean print(List<Finding> findings, Severity least) {
        boolean hasError = false;
        for (Finding finding : findings) {
            boolean isError = finding.severity() == Severity.ERROR;
            hasError |= isError;
            if (finding.severity().compareTo(least) >= 0) {
                (isError ? err : out).println(finding);
            }
        }
        return hasError;
    }
}

// run: gochat-why - tells the way of a message through all processes, and where its time went
package io.minirpc.gochat.why;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The parent of the command, with the options of all commands. */
@Command(name = "gochat-why", subcommands = WhyCommand.class, synopsisSubcommandLabel = "COMMAND")
final class GochatWhy {
    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Prints one JSON object a line, with one property: the kind.")
    @SuppressWarnings("unused") // the command reads it
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli shows the help
    private boolean help;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new GochatWhy());
    }
}

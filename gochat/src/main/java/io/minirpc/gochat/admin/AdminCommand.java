package io.minirpc.gochat.admin;

import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.text.Plain;
import io.minirpc.gochat.why.WhyCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command, and the options that all of its subcommands take. */
@Command(
        name = "gochat-admin",
        description = {
            "For whoever runs a gochat: operators, bans, sessions, a new epoch, and why a message was late.",
            ""
        },
        subcommands = {
            UserCommands.Show.class,
            UserCommands.Mark.class,
            UserCommands.Unmark.class,
            UserCommands.Operators.class,
            UserCommands.Ban.class,
            UserCommands.Unban.class,
            UserCommands.Bans.class,
            SessionCommands.Sessions.class,
            SessionCommands.EndSession.class,
            NewEpoch.class,
            WhyCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or it was so already",
            "1:refused; the standard error says the code and why",
            "2:wrong usage, or settings that are not taken",
            "3:the database cannot be opened, or does not answer"
        },
        footer = {
            "",
            "The database is set as for gochat itself: by a flag, GOCHAT_MYSQL or GOCHAT_DATA in the",
            "environment, or the file of --config or GOCHAT_CONFIG. A gochat that runs on a folder keeps",
            "it to itself: end it first. On MariaDB and MySQL all may run.",
            "Each command has its own --help."
        })
public final class AdminCommand implements Runnable {
    private final DatabaseOpener opener;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The folder of the database, where --mysql is not set.")
    private @Nullable String data;

    @Option(
            names = "--mysql",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The database on a server. With a password, better set in the environment or the file.")
    private @Nullable String mysql;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "A file with settings, in UTF-8.")
    private @Nullable Path config;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Prints one JSON object a line, with one property: the kind.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli shows the help
    private boolean help;

    private AdminCommand(DatabaseOpener opener) {
        this.opener = opener;
    }

    /** Returns the command line, whose exit codes {@code --help} lists. */
    public static CommandLine commandLine(DatabaseOpener opener) {
        CommandLine command = new CommandLine(new AdminCommand(opener));
        command.setExecutionExceptionHandler((failure, failed, parsed) -> {
            AdminException known = Failures.of(failure);
            ((AdminCommand) command.getCommand()).printer().print(new Event.Failed(known.code(), known.text()));
            return known.exitCode();
        });
        command.setParameterExceptionHandler((misused, arguments) -> {
            PrintWriter err = misused.getCommandLine().getErr();
            err.println("gochat-admin: " + Plain.text(String.valueOf(misused.getMessage())) + " (see "
                    + misused.getCommandLine().getCommandSpec().qualifiedName() + " --help)");
            err.flush();
            return AdminException.MISUSED;
        });
        return command;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    Printer printer() {
        return new Printer(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
    }

    Database open() {
        Map<String, String> flags = new HashMap<>();
        if (data != null) {
            flags.put("data", data);
        }
        if (mysql != null) {
            flags.put("mysql", mysql);
        }
        return opener.open(flags, config);
    }
}

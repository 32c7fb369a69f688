// run: gochat-cli - gochat in a terminal: log in, send, follow, history, groups; --json for scripts (--help for more)
package io.minirpc.gochat.cli;

import io.minirpc.gochat.text.Plain;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
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
        name = "gochat-cli",
        description = {"gochat in a terminal and in scripts.", ""},
        subcommands = {
            AccountCommands.Register.class,
            AccountCommands.LogIn.class,
            AccountCommands.LogOut.class,
            ChatCommands.ListConversations.class,
            ChatCommands.Send.class,
            FollowCommand.class,
            ChatCommands.History.class,
            ChatCommands.Read.class,
            GroupCommands.class
        },
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused; the standard error says the code and why",
            "2:wrong usage",
            "3:the server is not reachable, or did not answer in time"
        },
        footer = {
            "",
            "A CONVERSATION is an id that list prints, or @NAME for the one with that user.",
            "Each command has its own --help."
        })
final class GochatCli implements Runnable {
    private final InputStream in;
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Prints one JSON object a line, with one property: the kind.")
    private boolean json;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Which session to use, where there are several. Default: default.")
    private String profile = "default";

    @Option(
            names = "--config",
            paramLabel = "FOLDER",
            scope = ScopeType.INHERIT,
            description = "Where sessions are kept. Default: gochat in the user's folder of settings.")
    private @Nullable Path config;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli shows the help
    private boolean help;

    private GochatCli(InputStream in, Map<String, String> environment) {
        this.in = in;
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(System.in, System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(InputStream in, Map<String, String> environment) {
        CommandLine command = new CommandLine(new GochatCli(in, environment));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((failure, failed, parsed) -> {
            CliException known = Failures.of(failure);
            ((GochatCli) command.getCommand()).printer().print(new Event.Failed(known.code(), known.text()));
            return known.exitCode();
        });
        command.setParameterExceptionHandler((misused, arguments) -> {
            PrintWriter err = misused.getCommandLine().getErr();
            err.println("gochat-cli: " + Plain.text(String.valueOf(misused.getMessage())) + " (see "
                    + misused.getCommandLine().getCommandSpec().qualifiedName() + " --help)");
            err.flush();
            return CliException.MISUSED;
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

    InputStream in() {
        return in;
    }

    Profile profile() {
        return new Profile(folder(), profile);
    }

    private Path folder() {
        if (config != null) {
            return config;
        }
        String folder = environment.getOrDefault("XDG_CONFIG_HOME", environment.getOrDefault("APPDATA", ""));
        Path base = folder.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(folder);
        return base.resolve("gochat");
    }
}

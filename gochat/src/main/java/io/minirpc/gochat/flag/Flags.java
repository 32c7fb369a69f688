package io.minirpc.gochat.flag;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line of a program: its flags, and {@code --help}. Not thread-safe. */
public final class Flags {
    private static final int WIDTH = 100;

    private final List<Flag<?>> flags;
    private final CommandLine command;

    /**
     * Creates a command line.
     *
     * @param description what the program does, in a sentence
     * @param flags in the order of the help
     * @param footer lines below the flags
     */
    public Flags(String program, String description, List<? extends Flag<?>> flags, String... footer) {
        this.flags = List.copyOf(flags);
        CommandSpec spec = CommandSpec.create().name(program);
        spec.usageMessage()
                .description(description, "")
                .footer(footer)
                .sortOptions(false)
                .width(WIDTH);
        flags.forEach(flag -> spec.addOption(option(flag)));
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows this and exits.")
                .build());
        command = new CommandLine(spec);
    }

    private static OptionSpec option(Flag<?> flag) {
        String fallback = flag.fallback().isEmpty() ? "" : " Default: " + flag.fallback() + ".";
        // A percent sign of the text is no format.
        OptionSpec.Builder option =
                OptionSpec.builder(flag.name()).description((flag.help() + fallback).replace("%", "%%"));
        if (flag.isToggle()) {
            return option.build();
        }
        option.paramLabel(flag.label());
        return flag.isRepeated()
                ? option.type(List.class).auxiliaryTypes(String.class).build()
                : option.type(String.class).build();
    }

    /**
     * Reads the arguments.
     *
     * @return null if only help was asked for
     * @throws IllegalArgumentException if a flag is unknown, or values are not taken; the message has a line for each
     */
    public @Nullable FlagValues read(String... arguments) {
        ParseResult parsed;
        try {
            parsed = command.parseArgs(arguments);
        } catch (ParameterException e) {
            throw new IllegalArgumentException(e.getMessage() + " (see --help)", e);
        }
        return parsed.isUsageHelpRequested() ? null : FlagValues.read(flags, parsed);
    }

    /** Returns what {@code --help} shows. */
    public String help() {
        return command.getUsageMessage();
    }
}

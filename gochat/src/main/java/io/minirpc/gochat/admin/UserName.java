package io.minirpc.gochat.admin;

import picocli.CommandLine.Parameters;

/** The name of a user, as an argument. */
final class UserName {
    @Parameters(index = "0", paramLabel = "NAME", description = "The user's name, with or without @.")
    private String argument = "";

    String name() {
        return argument.startsWith("@") ? argument.substring(1) : argument;
    }
}

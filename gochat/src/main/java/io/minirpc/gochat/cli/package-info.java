/**
 * The command line client, {@code ./run gochat-cli}. {@code GochatCli} is the command, {@code AccountCommands},
 * {@code ChatCommands}, {@code FollowCommand} and {@code GroupCommands} what it can do. {@code Online} is a connection
 * for one command, {@code Profile} the session that is kept in a file, {@code Event} what is printed.
 */
@NullMarked
package io.minirpc.gochat.cli;

import org.jspecify.annotations.NullMarked;

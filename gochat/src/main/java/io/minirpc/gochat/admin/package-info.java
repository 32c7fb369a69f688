/**
 * The commands of whoever runs the site, {@code ./run gochat-admin}. {@code AdminCommand} lists them; each is a
 * {@code DatabaseTask} in {@code UserCommands}, {@code SessionCommands} or {@code NewEpoch}. {@code Event} is what is
 * printed.
 */
@NullMarked
package io.minirpc.gochat.admin;

import org.jspecify.annotations.NullMarked;

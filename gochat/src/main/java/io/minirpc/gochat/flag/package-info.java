/**
 * Flags of command lines, and how the texts of values are read. {@link io.minirpc.gochat.flag.Kind} reads a value
 * wherever its text comes from; {@link io.minirpc.gochat.flag.Flags} is the command line of a program.
 */
@NullMarked
package io.minirpc.gochat.flag;

import org.jspecify.annotations.NullMarked;

/**
 * The load generator: it starts a system or drives one that is there, opens connections, sends at planned times and
 * counts what arrives. {@code GochatLoad} is its command; {@code Scenario} lists what is measured, {@code Stage} has
 * the parts that scenarios are made of, {@code Device} is one connection.
 */
@NullMarked
package io.minirpc.gochat.load;

import org.jspecify.annotations.NullMarked;

/**
 * The service that other implementations of the protocol bring along as their example, to try them against each other.
 * {@code Arith} is the contract, {@code ArithServer} and {@code ArithClient} are programs.
 */
@NullMarked
package io.minirpc.samples.arith;

import org.jspecify.annotations.NullMarked;

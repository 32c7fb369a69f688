/**
 * The fuzz: calls and bodies with every kind of text and of damage, between real clients, servers and raw sockets.
 * Start reading at {@code FuzzTest}, which says how to run it and how to replay a failure.
 */
package io.minirpc.tests.fuzz;

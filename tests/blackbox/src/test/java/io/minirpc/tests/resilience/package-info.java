/**
 * What is left of the service when something breaks: servers that are killed, frozen, restarted or flooded, peers that
 * crawl, handlers that throw. Start with {@link io.minirpc.tests.resilience.Work}, the service all tests call, and
 * {@link io.minirpc.tests.resilience.ServerProcess}, which serves it in a process that can be killed. Each test prints
 * its figure in one line; those that take long are tagged "soak".
 */
package io.minirpc.tests.resilience;

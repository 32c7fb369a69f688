/**
 * Tests of contracts that change: sources of two versions are compiled, with a lock and without one, and the client of
 * each version calls the server of the other. {@link io.minirpc.processor.evolution.TwoVersions} is the place to start;
 * {@link io.minirpc.processor.evolution.RandomEditsTest} makes up schemas and edits.
 */
package io.minirpc.processor.evolution;

/**
 * Those who are compared, one class each. Start at {@link io.minirpc.benchmarks.peer.Peer}, then
 * {@link io.minirpc.benchmarks.peer.Peers}, which names them all.
 */
@NullMarked
package io.minirpc.benchmarks.peer;

import org.jspecify.annotations.NullMarked;

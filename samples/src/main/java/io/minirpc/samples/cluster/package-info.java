/**
 * Servers that come and go, and a client that does not mind. {@code Cluster} tells the story; {@code WorkerServer} is
 * one of the servers, and announces itself in etcd.
 */
@NullMarked
package io.minirpc.samples.cluster;

import org.jspecify.annotations.NullMarked;

/**
 * A whole fleet on this machine: etcd, Redis, MariaDB, services and gateways as processes of their own, and what is
 * done to them. {@code GochatCluster} is its command; {@code Cluster} starts and ends the processes, {@code Fault} is
 * something that happens to one of them.
 */
@NullMarked
package io.minirpc.gochat.cluster;

import org.jspecify.annotations.NullMarked;

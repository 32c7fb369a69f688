/**
 * Real servers for tests: {@link io.minirpc.tests.servers.EtcdServer} starts an etcd of its own, and
 * {@link io.minirpc.tests.servers.RequiresEtcd} says that a test needs one. A further kind of server is a class beside
 * {@code EtcdServer} and an annotation beside {@code RequiresEtcd}.
 */
@NullMarked
package io.minirpc.tests.servers;

import org.jspecify.annotations.NullMarked;

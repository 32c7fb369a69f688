/**
 * What tests share that need real servers: {@link io.minirpc.tests.servers.RequiresEtcd} says that a test starts an
 * etcd, and {@link io.minirpc.tests.servers.RegistryContract} is what every registry keeps. A further kind of server
 * gets an annotation beside {@code RequiresEtcd}.
 */
@NullMarked
package io.minirpc.tests.servers;

import org.jspecify.annotations.NullMarked;

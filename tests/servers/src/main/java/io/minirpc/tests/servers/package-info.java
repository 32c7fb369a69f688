/**
 * What tests share that need real servers: {@link io.minirpc.tests.servers.RequiresEtcd} says that a test starts an
 * etcd, and {@link io.minirpc.tests.servers.RegistryContract} is what every registry keeps. A further kind of server
 * gets an annotation beside {@code RequiresEtcd}. What goes wrong around servers is made by
 * {@link io.minirpc.tests.servers.TcpProxy}, {@link io.minirpc.tests.servers.Network} and
 * {@link io.minirpc.tests.servers.SmallDisk}.
 */
@NullMarked
package io.minirpc.tests.servers;

import org.jspecify.annotations.NullMarked;

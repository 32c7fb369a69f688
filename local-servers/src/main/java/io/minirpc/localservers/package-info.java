/**
 * Servers such as etcd, started on this machine for as long as a test or a sample needs them.
 * {@link io.minirpc.localservers.LocalServer} is where to start; a further kind of server is a class beside
 * {@link io.minirpc.localservers.EtcdServer}.
 */
@NullMarked
package io.minirpc.localservers;

import org.jspecify.annotations.NullMarked;

/**
 * A registry that keeps endpoints in etcd. Start with {@link io.minirpc.registry.etcd.EtcdRegistry}: it hands what is
 * announced to a {@code Registration} each, and what is watched to a {@code ServiceWatch} each. Both are state machines
 * on one thread, that of {@code EtcdChannel}, through which all requests go.
 */
@NullMarked
package io.minirpc.registry.etcd;

import org.jspecify.annotations.NullMarked;

/**
 * The filters that come with minirpc. Each is an {@link io.minirpc.Filter} made by a builder, and put into a client by
 * {@code RpcClient.Builder.filter} or {@code attemptFilter}, into a server by {@code RpcServer.Builder.filter}; where
 * it belongs is said at each. What an interface says of its methods by annotations reaches them as a
 * {@link io.minirpc.MethodPolicy}, such as {@link io.minirpc.filter.RetryPolicy}.
 */
@NullMarked
package io.minirpc.filter;

import org.jspecify.annotations.NullMarked;

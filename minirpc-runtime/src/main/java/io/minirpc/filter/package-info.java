/**
 * The filters that come with minirpc, by kind: deadlines, fallback and logging here, the others in the packages below.
 * Each is an {@link io.minirpc.Filter} made by a builder, and is added by {@code RpcClientBuilder.filter} or
 * {@code attemptFilter}, or by {@code RpcServerBuilder.filter}; its Javadoc says which. The annotations of an interface
 * reach filters as a {@link io.minirpc.MethodPolicy}, such as {@link io.minirpc.filter.retry.RetryPolicy}.
 */
@NullMarked
package io.minirpc.filter;

import org.jspecify.annotations.NullMarked;

/**
 * The vocabulary of a call, shared by clients, servers and generated code. Start with {@link io.minirpc.Channel}, which
 * every generated stub calls through, and {@link io.minirpc.MethodDescriptor}, which says what a method carries;
 * failures are {@link io.minirpc.RpcException}s with a {@link io.minirpc.StatusCode}.
 */
@NullMarked
package io.minirpc;

import org.jspecify.annotations.NullMarked;

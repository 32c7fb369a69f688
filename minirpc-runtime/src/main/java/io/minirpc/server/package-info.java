/**
 * The side that serves. Start with {@link io.minirpc.server.RpcServer}; what a generated skeleton gives it is a
 * {@link io.minirpc.server.ServiceBinding}. A request comes in at {@code ServerConnection}, becomes a
 * {@code ServerCall}, and runs at a {@code BoundMethod}; the answer leaves by the {@code AnswerSender}.
 */
@NullMarked
package io.minirpc.server;

import org.jspecify.annotations.NullMarked;

package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import io.minirpc.annotation.Sensitive;
import org.jspecify.annotations.Nullable;

/**
 * A new user.
 *
 * @param display null for the name
 * @param device the device of the first session
 * @param address where the request comes from, for limits
 */
@RpcMessage
public record Registration(
        String name,
        @Sensitive String password,
        @Nullable String display,
        @Nullable String device,
        String address) {}

package io.minirpc.tests.messages;

import io.minirpc.annotation.RpcMessage;
import java.util.List;
import java.util.Optional;

/** A generic type. */
@RpcMessage
record Box<T>(T value, List<T> more, Optional<T> maybe, Box<T> inner) {
    Box {
        maybe = maybe == null ? Optional.empty() : maybe;
    }
}

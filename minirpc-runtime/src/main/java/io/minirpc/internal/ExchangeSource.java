package io.minirpc.internal;

import io.minirpc.Exchange;
import io.minirpc.Reply;

/** The frames of a call, from which its replies make their {@link Exchange}. Thread-safe. */
@FunctionalInterface
public interface ExchangeSource {
    /** Returns the exchange with a reply; filters may have replaced the value that the method returned. */
    Exchange of(Reply reply);
}

package io.minirpc.filter;

import static io.minirpc.internal.Checks.positive;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.StatusCode;
import io.minirpc.internal.Checks;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Gives calls less time, and sees to it that they end: at the deadline, the call's own or this filter's, whichever is
 * earlier, the reply is DEADLINE_EXCEEDED, even if what is inside never answers. What runs is told that it is not
 * wanted any more: {@link CallContext#onCancel}. Replies that come later are dropped.
 *
 * <pre>{@code
 * RpcClient.builder().filter(DeadlineFilter.builder().method(SearchMethods.FIND, Duration.ofMillis(200)).build())
 * RpcServer.builder().filter(DeadlineFilter.of(Duration.ofSeconds(2)))
 * }</pre>
 *
 * On a client it stands around whatever may take its time without looking at the clock, such as fallbacks and filters
 * of your own; as an attempt filter it bounds each attempt. On a server it caps the time of handlers. One that blocks
 * keeps its thread, and is answered for only when it returns, but its context ends in time, and the calls that it
 * makes.
 *
 * <p>Its timers run on threads of the runtime and are removed when the call ends. Thread-safe.
 */
public final class DeadlineFilter implements Filter {
    private final @Nullable Duration timeout;
    private final Map<String, Duration> ofMethods;

    private DeadlineFilter(Builder builder) {
        timeout = builder.timeout;
        ofMethods = Map.copyOf(builder.ofMethods);
    }

    /**
     * Returns a filter that gives all calls so much time at most.
     *
     * @param timeout more than nothing, up to a year
     */
    public static DeadlineFilter of(Duration timeout) {
        return builder().timeout(timeout).build();
    }

    /** Returns a builder of filters, at first without a timeout: calls end at their own deadline. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<Reply> filter(Invocation call, Invoker next) {
        Duration within = ofMethods.getOrDefault(call.method().fullName(), timeout);
        CallContext context = call.context();
        CallContext part = within == null ? context.fork() : context.fork(within);
        if (!part.hasDeadline()) {
            return next.invoke(call);
        }
        long nanos = part.remainingNanos();
        if (nanos == 0) {
            return Reply.notExecuted(StatusCode.DEADLINE_EXCEEDED, call.method() + ": the deadline has passed")
                    .completed();
        }
        TimedCall timed = new TimedCall(call, part, nanos);
        next.invoke(call.withContext(part)).thenAccept(timed::end);
        return timed.reply();
    }

    /** A builder of filters. Not thread-safe. */
    public static final class Builder {
        private @Nullable Duration timeout;
        private final Map<String, Duration> ofMethods = new HashMap<>();

        private Builder() {}

        /** Sets how much time calls have, more than nothing, up to a year; as much as they have by default. */
        public Builder timeout(Duration duration) {
            timeout = positive("timeout", duration);
            return this;
        }

        /** Sets the timeout of a method's calls in place of the general one; more than zero, up to a year. */
        public Builder method(MethodDescriptor<?, ?> method, Duration timeout) {
            return method(method.fullName(), timeout);
        }

        /**
         * Sets the timeout of a method's calls, by the method's name, in place of the general one; more than zero, up
         * to a year.
         *
         * @param fullName service and method, such as {@code Arith.Add}
         * @throws IllegalArgumentException if the name is not of that form, or the timeout is out of its range
         */
        public Builder method(String fullName, Duration timeout) {
            ofMethods.put(Checks.methodName(fullName), positive("timeout of " + fullName, timeout));
            return this;
        }

        /** Returns the filter. */
        public DeadlineFilter build() {
            return new DeadlineFilter(this);
        }
    }
}

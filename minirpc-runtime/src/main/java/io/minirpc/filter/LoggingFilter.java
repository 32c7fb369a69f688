package io.minirpc.filter;

import static java.util.Objects.requireNonNull;

import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.codec.ExceptionCodec;
import io.minirpc.internal.Checks;
import io.minirpc.internal.Internals;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs calls, one line each when it ends, by SLF4J:
 *
 * <pre>{@code
 * call method=Users.Find side=client peer=10.0.0.1:9000 seq=17 code=OK time=1.23ms sent=23 received=118
 * }</pre>
 *
 * <pre>{@code
 * RpcServer.builder()
 *     .filter(LoggingFilter.builder().arguments(true).slowerThan(Duration.ofMillis(50)).build())
 *     .add(UsersSkeleton.bind(users));
 * }</pre>
 *
 * Put it outermost among the filters of a server or a client, so that it sees what others turn away, or among a
 * client's attempt filters, where each attempt has its line. Failures have their message, which may be the other
 * side's; calls that are traced, by a {@code traceparent} in their metadata, have the trace's id. Nothing else of the
 * metadata is ever printed.
 *
 * <p>Arguments and replies are printed by generated code, if asked for, after the call: a bean that was changed
 * meanwhile is printed as it is then. Parts that are marked {@link io.minirpc.annotation.Sensitive} are three
 * asterisks. A line is one line whatever comes from the other side, of little more than 2,500 characters at most:
 * control characters and what turns the direction of text are escaped, and so is the brace of <code>&#36;{</code>,
 * which some loggers look up.
 *
 * <p>Thread-safe. Where the logger's levels are off, calls pass as if there were no filter; nothing that goes wrong
 * with a line reaches the call.
 */
public final class LoggingFilter implements Filter {
    private final Logger logger;
    private final Level successes;
    private final Level clientErrors;
    private final Level serverErrors;
    private final CallLine lines;
    private final boolean stackTraces;
    private final long slowNanos;
    private final int sample;
    private final LongSupplier nanoClock;
    private final AtomicLong successesSeen = new AtomicLong();

    LoggingFilter(Builder builder, LongSupplier nanoClock) {
        logger = LoggerFactory.getLogger(builder.logger);
        successes = builder.successes;
        clientErrors = builder.clientErrors;
        serverErrors = builder.serverErrors;
        lines = new CallLine(builder.arguments, builder.replies);
        stackTraces = builder.stackTraces;
        slowNanos = builder.slowNanos;
        sample = builder.sample;
        this.nanoClock = nanoClock;
    }

    /** Returns a filter that logs each call without arguments and replies: successes at INFO, failures at WARN. */
    public static LoggingFilter create() {
        return builder().build();
    }

    /** Returns a builder of filters, at first with the settings of {@link #create}. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<Reply> filter(Invocation call, Invoker next) {
        if (!isOn()) {
            return next.invoke(call);
        }
        long start = nanoClock.getAsLong();
        return next.invoke(call).thenApply(reply -> {
            log(call, reply, nanoClock.getAsLong() - start);
            return reply;
        });
    }

    private boolean isOn() {
        return logger.isEnabledForLevel(successes)
                || logger.isEnabledForLevel(clientErrors)
                || logger.isEnabledForLevel(serverErrors);
    }

    @SuppressWarnings("EmptyCatch") // the call matters more than its line, and a logger that fails can't be told
    private void log(Invocation call, Reply reply, long nanos) {
        try {
            ExceptionCodec<?> declared = declared(call, reply);
            Level level = level(reply, declared);
            if (logger.isEnabledForLevel(level) && (!reply.isOk() || isWorthALine(nanos))) {
                var event = logger.atLevel(level);
                if (stackTraces && reply.failure() != null && !CallLine.hidesMessage(declared)) {
                    event = event.setCause(reply.failure());
                }
                event.log(lines.of(call, reply, declared, nanos));
            }
        } catch (Throwable e) {
            // see above
        }
    }

    private static @Nullable ExceptionCodec<?> declared(Invocation call, Reply reply) {
        Throwable failure = reply.failure();
        return failure == null || failure instanceof RpcException
                ? null
                : Internals.get().declaredFor(call.method(), failure);
    }

    private Level level(Reply reply, @Nullable ExceptionCodec<?> declared) {
        if (reply.isOk()) {
            return successes;
        }
        return declared != null || isClientError(reply.code()) ? clientErrors : serverErrors;
    }

    /** Returns whether HTTP has a code from 400 to 499 for it, by the table in google.rpc's code.proto. */
    private static boolean isClientError(StatusCode code) {
        return switch (code) {
            case CANCELLED,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    UNAUTHENTICATED -> true;
            default -> false;
        };
    }

    private boolean isWorthALine(long nanos) {
        return nanos >= slowNanos && (sample == 1 || successesSeen.getAndIncrement() % sample == 0);
    }

    /** A builder of filters. Not thread-safe. */
    public static final class Builder {
        private String logger = LoggingFilter.class.getName();
        private Level successes = Level.INFO;
        private Level clientErrors = Level.WARN;
        private Level serverErrors = Level.WARN;
        private boolean arguments;
        private boolean replies;
        private boolean stackTraces;
        private long slowNanos;
        private int sample = 1;

        private Builder() {}

        /** Sets the name of the logger; by default the full name of {@link LoggingFilter}. */
        public Builder logger(String name) {
            logger = requireNonNull(name, "name");
            return this;
        }

        /** Sets the level of calls that succeed; by default INFO. */
        public Builder successes(Level level) {
            successes = requireNonNull(level, "level");
            return this;
        }

        /** Sets the level of all calls that fail; by default WARN. */
        public Builder failures(Level level) {
            return clientErrors(level).serverErrors(level);
        }

        /**
         * Sets the level of calls that fail by what the caller did or asked for: exceptions that the method declares,
         * and codes that are 400 to 499 in HTTP, as INVALID_ARGUMENT, NOT_FOUND, CANCELLED or RESOURCE_EXHAUSTED; by
         * default WARN.
         */
        public Builder clientErrors(Level level) {
            clientErrors = requireNonNull(level, "level");
            return this;
        }

        /** Sets the level of calls that fail otherwise, as with INTERNAL or UNAVAILABLE; by default WARN. */
        public Builder serverErrors(Level level) {
            serverErrors = requireNonNull(level, "level");
            return this;
        }

        /** Sets whether arguments are printed, up to 1,000 characters; by default not. */
        public Builder arguments(boolean printed) {
            arguments = printed;
            return this;
        }

        /** Sets whether replies and declared exceptions are printed, up to 1,000 characters; by default not. */
        public Builder replies(boolean printed) {
            replies = printed;
            return this;
        }

        /**
         * Sets whether failures come with their stack traces, by default not. Loggers print these on many lines, and
         * messages in them as they are.
         */
        public Builder stackTraces(boolean printed) {
            stackTraces = printed;
            return this;
        }

        /**
         * Sets that calls which succeed are only logged if they took that long; failures all the same. By default all
         * are.
         *
         * @throws IllegalArgumentException if that is nothing, or more than a year
         */
        public Builder slowerThan(Duration duration) {
            slowNanos = Checks.positive("slowerThan", duration).toNanos();
            return this;
        }

        /**
         * Sets that only one in so many is logged of the calls that succeed, of the slow ones with {@link #slowerThan}:
         * the first, and then every n-th. By default 1: all.
         *
         * @throws IllegalArgumentException if that is less than 1
         */
        public Builder sample(int oneIn) {
            sample = Checks.inRange("sample", oneIn, 1, Integer.MAX_VALUE);
            return this;
        }

        /** Returns the filter. */
        public LoggingFilter build() {
            return new LoggingFilter(this, System::nanoTime);
        }
    }
}

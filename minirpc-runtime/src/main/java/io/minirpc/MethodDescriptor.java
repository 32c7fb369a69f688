package io.minirpc;

import static java.util.Objects.requireNonNull;

import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.ExceptionCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A method as both sides of a call know it: its name, its codecs and its options. Generated code creates one for each
 * method and calls {@link #builder}; users pass it to filters. Immutable and thread-safe.
 *
 * @param <Q> the arguments: the only argument where that is a message, otherwise a generated record of all of them
 * @param <R> the reply
 */
public final class MethodDescriptor<Q, R> {
    private final String service;
    private final String method;
    private final String fullName;
    private final boolean hasLayout;
    private final long id;
    private final Codec<Q> arguments;
    private final Codec<R> reply;
    private final List<ExceptionCodec<?>> declared;
    private final long timeoutNanos;
    private final boolean idempotent;
    private final List<MethodPolicy> policies;
    private final @Nullable Function<? super Q, ? extends @Nullable Object> hashKey;

    private MethodDescriptor(Builder<Q, R> builder) {
        service = builder.service;
        method = builder.method;
        fullName = service + '.' + method;
        hasLayout = builder.layout != null;
        id = idOf(hasLayout ? fullName + '#' + builder.layout : fullName);
        arguments = builder.arguments;
        reply = builder.reply;
        declared = List.copyOf(builder.declared);
        timeoutNanos = builder.timeoutNanos;
        idempotent = builder.idempotent;
        policies = List.copyOf(builder.policies);
        hashKey = builder.hashKey;
    }

    /**
     * Returns a builder of a descriptor, at first without declared exceptions and options. Called by generated code.
     */
    public static <Q, R> Builder<Q, R> builder(String service, String method, Codec<Q> arguments, Codec<R> reply) {
        return new Builder<>(service, method, arguments, reply);
    }

    /** Returns the service's name on the wire, such as {@code Arith}. */
    public String service() {
        return service;
    }

    /** Returns the method's name on the wire, such as {@code Add}. */
    public String method() {
        return method;
    }

    /** Returns service and method, such as {@code Arith.Add}. */
    public String fullName() {
        return fullName;
    }

    /** Returns the number that stands for the method in native frames: of its full name and its layout. */
    public long id() {
        return id;
    }

    /** Returns the codec of the arguments. */
    public Codec<Q> arguments() {
        return arguments;
    }

    /** Returns the codec of the reply. */
    public Codec<R> reply() {
        return reply;
    }

    /** Returns the codecs of the declared exceptions, subclasses before their superclasses. */
    public List<ExceptionCodec<?>> declared() {
        return declared;
    }

    /** Returns the timeout of calls, in nanoseconds; 0 for the default of the client. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /** Returns whether a call can be retried although it may have run. */
    public boolean isIdempotent() {
        return idempotent;
    }

    /** Returns the policy of a kind that the interface declares for filters, or null if it declares none. */
    public <P extends MethodPolicy> @Nullable P policy(Class<P> type) {
        for (MethodPolicy policy : policies) {
            if (policy.getClass() == type) {
                return type.cast(policy);
            }
        }
        return null;
    }

    /** Returns whether the layout is a part of the id, since other versions may number fields otherwise. */
    boolean hasLayout() {
        return hasLayout;
    }

    /** Returns whether calls may have a hash key. */
    boolean hasHashKey() {
        return hashKey != null;
    }

    /**
     * Returns the text of what balancers that hash spread calls by, or null where the method has no such argument or it
     * is null. That of an enum is its name.
     */
    public @Nullable String hashKey(Q of) {
        Object key = hashKey == null ? null : hashKey.apply(of);
        return key instanceof Enum<?> constant ? constant.name() : key == null ? null : key.toString();
    }

    /** Returns the codec a thrown exception travels by, or null where the method does not declare it. */
    @Nullable
    ExceptionCodec<?> declaredFor(Throwable thrown) {
        for (ExceptionCodec<?> codec : declared) {
            if (codec.carries(thrown)) {
                return codec;
            }
        }
        return null;
    }

    /**
     * Returns the codec of a declared exception by its name on the wire, or null where the method declares none so
     * named.
     */
    @Nullable
    ExceptionCodec<?> declaredNamed(String name) {
        for (ExceptionCodec<?> codec : declared) {
            if (codec.name().equals(name)) {
                return codec;
            }
        }
        return null;
    }

    /**
     * Returns the id of a text: FNV-1a, 64 bits, over its UTF-8 bytes (offset basis and prime as published by Fowler,
     * Noll and Vo). Texts and ids are fixed when the interface is compiled, so no table has to be agreed on.
     */
    private static long idOf(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    @Override
    public String toString() {
        return fullName;
    }

    /** A builder of descriptors, called by generated code. Not thread-safe. */
    public static final class Builder<Q, R> {
        private static final Pattern LAYOUT = Pattern.compile("[0-9a-f]{16}");

        private final String service;
        private final String method;
        private final Codec<Q> arguments;
        private final Codec<R> reply;
        private final List<ExceptionCodec<?>> declared = new ArrayList<>();
        private final List<MethodPolicy> policies = new ArrayList<>();
        private @Nullable String layout;
        private long timeoutNanos;
        private boolean idempotent;
        private @Nullable Function<? super Q, ? extends @Nullable Object> hashKey;

        private Builder(String service, String method, Codec<Q> arguments, Codec<R> reply) {
            this.service = requireName(service, "service");
            this.method = requireName(method, "method");
            this.arguments = requireNonNull(arguments, "arguments");
            this.reply = requireNonNull(reply, "reply");
        }

        /**
         * Sets the hash of the layout of arguments, reply and exceptions, whose numbers another version may give to
         * other things. It becomes a part of the id.
         *
         * @param hash the first 8 bytes of the hash, as 16 hexadecimal digits in lower case
         * @throws IllegalArgumentException if it has another form
         */
        public Builder<Q, R> layout(String hash) {
            if (!LAYOUT.matcher(hash).matches()) {
                throw new IllegalArgumentException(
                        "layout: " + CodecException.quote(hash) + " (expected: 16 hexadecimal digits in lower case)");
            }
            layout = hash;
            return this;
        }

        /** Adds an exception that travels as itself; those added first are looked at first. */
        public Builder<Q, R> declares(ExceptionCodec<?> exception) {
            declared.add(requireNonNull(exception, "exception"));
            return this;
        }

        /**
         * Sets the timeout of calls for which the caller sets none, in milliseconds.
         *
         * @throws IllegalArgumentException if that is less than one
         */
        public Builder<Q, R> timeoutMillis(int millis) {
            if (millis < 1) {
                throw new IllegalArgumentException("timeoutMillis: " + millis + " (expected: 1 or more)");
            }
            timeoutNanos = TimeUnit.MILLISECONDS.toNanos(millis);
            return this;
        }

        /** Marks the method as idempotent: a call can be retried although it may have run. */
        public Builder<Q, R> idempotent() {
            idempotent = true;
            return this;
        }

        /** Adds a policy for filters; it replaces one of the same kind. */
        public Builder<Q, R> policy(MethodPolicy policy) {
            policies.removeIf(other -> other.getClass() == policy.getClass());
            policies.add(policy);
            return this;
        }

        /**
         * Sets which of the arguments balancers that hash spread calls by.
         *
         * @param key returns the argument, which has a short text form and may be null
         */
        public Builder<Q, R> hashKey(Function<? super Q, ? extends @Nullable Object> key) {
            hashKey = requireNonNull(key, "key");
            return this;
        }

        /** Returns the descriptor. */
        public MethodDescriptor<Q, R> build() {
            return new MethodDescriptor<>(this);
        }

        private static String requireName(String name, String what) {
            if (requireNonNull(name, what).isEmpty()) {
                throw new IllegalArgumentException(what + ": \"\" (expected: a name)");
            }
            return name;
        }
    }
}

package io.minirpc.server;

import static java.util.Objects.requireNonNull;

import io.minirpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;

/**
 * A service as a server calls it: each of its methods with what answers it. Made by generated skeletons. Immutable and
 * thread-safe.
 */
public final class ServiceBinding {
    private final String service;
    private final List<BoundMethod<?, ?>> methods;

    private ServiceBinding(Builder builder) {
        service = builder.service;
        methods = List.copyOf(builder.methods);
    }

    /** Starts the binding of a service, by its name on the wire. */
    public static Builder builder(String service) {
        return new Builder(service);
    }

    /** Returns the service's name on the wire. */
    public String service() {
        return service;
    }

    List<BoundMethod<?, ?>> methods() {
        return methods;
    }

    /** Collects the methods of a binding. Not thread-safe. */
    public static final class Builder {
        private final String service;
        private final List<BoundMethod<?, ?>> methods = new ArrayList<>();

        private Builder(String service) {
            this.service = requireNonNull(service, "service");
        }

        /** Adds a method that may take its time: it runs on a thread of its own. */
        public <Q, R> Builder blocking(MethodDescriptor<Q, R> method, BlockingHandler<Q, R> handler) {
            return add(method, new BoundMethod.Blocking<>(method, requireNonNull(handler, "handler"), false));
        }

        /** Adds a method that answers later; what it does before it returns runs on a thread of its own. */
        public <Q, R> Builder async(MethodDescriptor<Q, R> method, AsyncHandler<Q, R> handler) {
            return add(method, new BoundMethod.Async<>(method, requireNonNull(handler, "handler"), false));
        }

        /**
         * Adds a method that returns in microseconds: it runs on the event loop, which nothing else can use meanwhile.
         */
        public <Q, R> Builder inlineBlocking(MethodDescriptor<Q, R> method, BlockingHandler<Q, R> handler) {
            return add(method, new BoundMethod.Blocking<>(method, requireNonNull(handler, "handler"), true));
        }

        /** Adds a method that answers later and returns in microseconds: it runs on the event loop. */
        public <Q, R> Builder inlineAsync(MethodDescriptor<Q, R> method, AsyncHandler<Q, R> handler) {
            return add(method, new BoundMethod.Async<>(method, requireNonNull(handler, "handler"), true));
        }

        /** Returns the binding. */
        public ServiceBinding build() {
            return new ServiceBinding(this);
        }

        private Builder add(MethodDescriptor<?, ?> method, BoundMethod<?, ?> bound) {
            if (!method.service().equals(service)) {
                throw new IllegalArgumentException("method: " + method + " (expected: one of " + service + ")");
            }
            methods.add(bound);
            return this;
        }
    }
}

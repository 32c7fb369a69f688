package io.minirpc.opentelemetry;

import io.minirpc.Invocation;
import io.minirpc.Metadata;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Contexts in metadata, as a propagator writes them. Its keys are turned to lower case, and those that metadata cannot
 * have are left out, as are values of more than 4,096 characters. Thread-safe.
 */
final class CallPropagation {
    /** A call may carry 8 KiB in all; more baggage than this must not make it fail. */
    private static final int MAX_VALUE = 4096;

    private final TextMapPropagator propagator;

    CallPropagation(TextMapPropagator propagator) {
        this.propagator = propagator;
    }

    /** Returns a call that takes a context along; what its metadata has under the same keys is replaced. */
    Invocation inject(Context context, Invocation call) {
        Map<String, String> entries = new HashMap<>();
        propagator.inject(context, entries, Setter.INSTANCE);
        return entries.isEmpty() ? call : call.withMetadata(call.metadata().with(Metadata.of(entries)));
    }

    /** Returns the context that came with a call; an empty one where none did, or nothing that can be read. */
    Context extract(Invocation call) {
        try {
            return propagator.extract(Context.root(), call.metadata(), Getter.INSTANCE);
        } catch (RuntimeException e) {
            return Context.root(); // whatever a peer sends, its call is served
        }
    }

    private static String key(String of) {
        return of.toLowerCase(Locale.ROOT);
    }

    private enum Setter implements TextMapSetter<Map<String, String>> {
        INSTANCE;

        @Override
        @SuppressWarnings("ConstantValue") // propagators may not know
        public void set(@Nullable Map<String, String> entries, String of, String value) {
            String key = key(of);
            boolean isPossible = Metadata.isKey(key) && !key.startsWith(Metadata.RESERVED_PREFIX);
            if (entries != null && isPossible && value != null && value.length() <= MAX_VALUE) {
                entries.put(key, value);
            }
        }
    }

    private enum Getter implements TextMapGetter<Metadata> {
        INSTANCE;

        @Override
        @SuppressWarnings("deprecation") // propagators of the time before ask for all
        public Iterable<String> keys(Metadata metadata) {
            return metadata.asMap().keySet();
        }

        @Override
        public @Nullable String get(@Nullable Metadata metadata, String key) {
            return metadata == null ? null : metadata.get(key(key));
        }
    }
}

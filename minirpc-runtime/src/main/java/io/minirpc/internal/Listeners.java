package io.minirpc.internal;

import java.util.List;
import java.util.function.Consumer;

/**
 * The listeners of a client or a server. What one throws is logged and harms nobody. Thread-safe.
 *
 * @param <L> the type of the listeners
 */
public final class Listeners<L> {
    private final List<L> all;
    private final ThrottledLog log;

    /** Creates a list that logs what the listeners throw. */
    public Listeners(List<L> all, ThrottledLog log) {
        this.all = List.copyOf(all);
        this.log = log;
    }

    /** Returns whether there are none: then an event need not be created. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Notifies all listeners of an event, in their order. */
    public void tell(Consumer<? super L> event) {
        for (L listener : all) {
            try {
                event.accept(listener);
            } catch (Throwable e) {
                log.error("the listener {} failed", listener.getClass().getName(), e);
            }
        }
    }
}

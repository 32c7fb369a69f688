package io.minirpc;

import java.util.concurrent.CompletionStage;

/**
 * The rest of a call's way, as a {@link Filter} sees it: inner filters, then the connection or the handler.
 * Thread-safe.
 */
@FunctionalInterface
public interface Invoker {
    /**
     * Continues a call. Never throws and never returns a stage that fails: a failure is a {@link Reply}, too. Filters
     * can rely on it, whatever the filters and handlers behind them do.
     */
    CompletionStage<Reply> invoke(Invocation call);
}

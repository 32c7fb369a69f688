package io.minirpc;

import java.util.concurrent.CompletionStage;

/** The rest of a call's way, as a {@link Filter} sees it. Thread-safe. */
@FunctionalInterface
public interface Invoker {
    /** Goes on with a call; neither throws nor returns a stage that fails: a failure is a {@link Reply} too. */
    CompletionStage<Reply> invoke(Invocation call);
}

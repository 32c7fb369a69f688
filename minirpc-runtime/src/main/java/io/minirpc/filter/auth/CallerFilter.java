package io.minirpc.filter.auth;

import static java.util.Objects.requireNonNull;

import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Passes the name of the caller: on a client it sends a name, as the metadata {@code caller}; on a server it puts that
 * name into the call's context, where {@link Caller#current} finds it. Such a name is a claim that anybody can make:
 * good for logs, metrics and fair shares among services that trust each other, not for permissions. Where an
 * {@link AuthenticationFilter} knows the caller, that is who counts, whichever of the two filters comes first.
 *
 * <pre>{@code
 * RpcClient.builder().filter(CallerFilter.sending("orders"))…
 * RpcServer.builder().filter(CallerFilter.receiving())…
 * }</pre>
 *
 * Goes to {@code RpcClientBuilder.filter} or {@code RpcServerBuilder.filter}. Thread-safe.
 */
public final class CallerFilter implements Filter {
    /** The key of the metadata. */
    public static final String CALLER = "caller";

    private static final int MAX_LENGTH = 256;

    private final @Nullable String name;

    private CallerFilter(@Nullable String name) {
        this.name = name;
    }

    /**
     * Returns a filter for clients.
     *
     * @param name the service that calls: 1 to 256 printable ASCII characters
     * @throws IllegalArgumentException if it is not
     */
    public static CallerFilter sending(String name) {
        if (!isName(requireNonNull(name, "name"))) {
            throw new IllegalArgumentException(
                    "name: \"" + name + "\" (expected: 1 to " + MAX_LENGTH + " printable ASCII characters)");
        }
        return new CallerFilter(name);
    }

    /** Returns a filter for servers. Names that {@link #sending} would not take are taken for none. */
    public static CallerFilter receiving() {
        return new CallerFilter(null);
    }

    @Override
    public CompletionStage<Reply> filter(Invocation call, Invoker next) {
        return next.invoke(name == null ? received(call) : sent(call, name));
    }

    /** A name that is there, the code that calls has chosen for this call. */
    private static Invocation sent(Invocation call, String name) {
        return call.metadata().get(CALLER) == null ? call.withMetadata(CALLER, name) : call;
    }

    private static Invocation received(Invocation call) {
        String claimed = call.metadata().get(CALLER);
        if (claimed == null || !isName(claimed) || call.context().get(Caller.KEY) != null) {
            return call;
        }
        return call.withContext(call.context().with(Caller.KEY, Caller.unverified(claimed)));
    }

    /** Without control characters and the like, for names end up in logs. */
    private static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}

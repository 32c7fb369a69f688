package io.minirpc.filter.auth;

import static java.util.Objects.requireNonNull;

import io.minirpc.CallContext;
import io.minirpc.Invocation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The caller's identity, as handlers and filters of a server see it: {@link AuthenticationFilter} says so of those that
 * have shown a token, {@link CallerFilter} of those that merely give a name. Immutable and thread-safe.
 *
 * <pre>{@code
 * Caller caller = Caller.current();
 * if (caller == null || !caller.hasRole("auditor")) {
 *   throw new RpcException(StatusCode.PERMISSION_DENIED, "auditors only");
 * }
 * }</pre>
 *
 * @param name what the caller is called, such as {@code orders}
 * @param roles what the caller may be, in words that the service and its {@link TokenVerifier} agree on
 * @param verified whether the caller has proved it; a name alone is a claim that anybody can make
 */
public record Caller(String name, Set<String> roles, boolean verified) {
    /** Names the caller in the context of a call that a server has received. */
    public static final CallContext.Key<Caller> KEY = CallContext.Key.of("caller");

    /** Checks the parts, and keeps a copy of the roles. */
    public Caller {
        requireNonNull(name, "name");
        roles = Set.copyOf(roles);
    }

    /** Returns a caller that has proved who it is: what a {@link TokenVerifier} answers. */
    public static Caller verified(String name, String... roles) {
        return new Caller(name, Set.of(roles), true);
    }

    /** Returns a caller that only says who it is; it has no roles. */
    public static Caller unverified(String name) {
        return new Caller(name, Set.of(), false);
    }

    /** Returns who made the call that the current thread serves; null where that is not known, or it serves none. */
    public static @Nullable Caller current() {
        CallContext context = CallContext.current();
        return context == null ? null : context.get(KEY);
    }

    /** Returns the name of who made a call that a server has received; null where that is not known. */
    public static @Nullable String nameOf(Invocation call) {
        Caller caller = call.context().get(KEY);
        return caller == null ? null : caller.name;
    }

    /** Returns whether the caller has a role. */
    public boolean hasRole(String role) {
        return roles.contains(role);
    }
}

package io.minirpc.internal;

import io.minirpc.MethodDescriptor;
import io.minirpc.MethodPolicy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policies of methods as a filter knows them: those set at the filter come before those of interfaces, which come
 * before the default. Immutable and thread-safe.
 *
 * @param <P> the kind of policy
 */
public final class MethodPolicies<P extends MethodPolicy> {
    private final Class<P> type;
    private final Map<String, P> set;
    private final @Nullable P otherwise;

    /**
     * Creates the policies of a filter.
     *
     * @param set those set at the filter, by the full names of the methods
     * @param otherwise the default, or null if there is none
     */
    public MethodPolicies(Class<P> type, Map<String, P> set, @Nullable P otherwise) {
        this.type = type;
        this.set = Map.copyOf(set);
        this.otherwise = otherwise;
    }

    /** Returns the policy of a method, or null if it has none. */
    public @Nullable P of(MethodDescriptor<?, ?> method) {
        P here = set.get(method.fullName());
        if (here != null) {
            return here;
        }
        P declared = method.policy(type);
        return declared == null ? otherwise : declared;
    }

    /** Returns whether the filter itself has a policy for a method. */
    public boolean isSet(MethodDescriptor<?, ?> method) {
        return set.containsKey(method.fullName());
    }
}

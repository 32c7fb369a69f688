package io.minirpc.client;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint that was chosen for an attempt: the attachment of its {@link io.minirpc.Invocation}. A filter may make
 * several calls of one attempt; the first goes to the endpoint, and others are chosen anew. Thread-safe.
 */
final class Selection {
    private final String address;
    private final int hash;
    private final AtomicReference<@Nullable Member> member;

    /**
     * Creates a selection.
     *
     * @param hash the hash of the call's key
     * @param member the endpoint, or null if there is one server only
     */
    Selection(String address, int hash, @Nullable Member member) {
        this.address = address;
        this.hash = hash;
        this.member = new AtomicReference<>(member);
    }

    /** Returns the endpoint's address, for filters. */
    String address() {
        return address;
    }

    /** Returns the hash of the call's key. */
    int hash() {
        return hash;
    }

    /** Returns the endpoint, once; then null. */
    @Nullable
    Member takeMember() {
        return member.getAndSet(null);
    }
}

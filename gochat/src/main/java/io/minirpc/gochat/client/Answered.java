package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ServerFrame;
import org.jspecify.annotations.Nullable;

/** What takes the answer to a request, on the loop. */
interface Answered {
    /** Takes the answer, or null and the reason for which there is none. */
    void answered(@Nullable ServerFrame answer, @Nullable RuntimeException failure);
}

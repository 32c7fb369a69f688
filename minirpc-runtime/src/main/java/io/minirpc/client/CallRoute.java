package io.minirpc.client;

import io.minirpc.StatusCode;

/** The route of one call over the endpoints of its service. Belongs to the owner of the call. */
interface CallRoute {
    /** Takes the call, which was not sent, to another endpoint. Returns false if there is none for it. */
    boolean retryUnsent(PendingCall call);

    /** Records that the endpoint has answered the call. To be called once, unless {@link #failed} is. */
    void answered(StatusCode code);

    /** Records that the call ends without an answer. To be called once, unless {@link #answered} is. */
    void failed(CallFailure failure);
}

package io.minirpc.client;

/** The owner of a call, which can end it. */
interface CallOwner {
    /** Cancels a call, on any thread. Does nothing if the call has ended. */
    void cancel(PendingCall call);

    /** Returns the address of the endpoint that has the call, for messages. */
    String endpoint();
}

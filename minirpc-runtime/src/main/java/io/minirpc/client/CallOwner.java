package io.minirpc.client;

/** Who has a call at present, and can end it. */
interface CallOwner {
    /** Gives up a call whose caller does not wait any more; on any thread. Does nothing if the call has ended. */
    void cancel(PendingCall call);

    /** Says where the call is, for messages. */
    String endpoint();
}

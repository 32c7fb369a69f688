package io.minirpc.gochat.why;

/**
 * The steps of a message in their order.
 *
 * <p>{@code until} are the words for the time that ends with a step, where it is the longest.
 */
enum Stage {
    RECEIVED("the client"),
    CALLED("behind the sender's message before it, which was not answered yet"),
    QUEUED("in the call from the gateway to the service"),
    BEGUN("in the queue of the committer, which was busy with the batch before"),
    TRANSACTION("before its transaction: its conversation was locked, or a transaction had failed"),
    AGAIN("in a transaction that failed"),
    COMMITTED("in the transaction of the database"),
    ANSWERED("on the way back from the service to the gateway"),
    PUBLISHED("in the look-up of where its readers are connected"),
    LOST("before its push was lost"),
    TAKEN("on the bus"),
    WRITTEN("at the gateway of the reader, which waited for room in the connection's window or socket"),
    RESENT("in the wait for an acknowledgement, before it was written once more"),
    DROPPED("before the gateway gave its push up"),
    ACKNOWLEDGED("at the reader's client or its network"),
    FETCHED("until the reader asked, since no push had reached it");

    private final String until;

    Stage(String until) {
        this.until = until;
    }

    String until() {
        return until;
    }
}

package io.minirpc.gochat.trace;

/** The names of spans and of their events, as docs/observability.md lists them. */
public final class SpanNames {
    /** A send at the gateway of its sender, from the frame to the answer. */
    public static final String SEND = "gochat.send";
    /** The call to the service begins: no send of the connection before it is unanswered. */
    public static final String CALLED = "called";

    /** A message at the service, from its arrival to the commit. */
    public static final String COMMIT = "gochat.commit";
    /** A committer has taken it. */
    public static final String BEGUN = "begun";
    /** A transaction with it begins. */
    public static final String TRANSACTION = "transaction";
    /** A transaction has failed, and another one follows. */
    public static final String AGAIN = "again";

    /** A committed message at the service, until it was given to the bus. */
    public static final String PUBLISH = "gochat.publish";
    /** It is known where its readers are connected. */
    public static final String FOUND = "found";

    /** A message at a gateway, from the bus to the connections. */
    public static final String ARRIVE = "gochat.arrive";

    /** A message to one connection, from the bus to its acknowledgement. */
    public static final String PUSH = "gochat.push";
    /** Its frame was given to the socket. */
    public static final String WRITTEN = "written";

    /** A message that was written a second time. */
    public static final String RESEND = "gochat.resend";
    /** A message that a connection was not told, or did not acknowledge. */
    public static final String DROP = "gochat.drop";
    /** Messages in the answer to a sync or a question for history. */
    public static final String FETCH = "gochat.fetch";

    private SpanNames() {}
}

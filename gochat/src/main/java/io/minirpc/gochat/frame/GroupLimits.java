package io.minirpc.gochat.frame;

/** The limits of groups, as docs/protocol.md says them. */
public final class GroupLimits {
    /** Members of a group at a time. */
    public static final int MEMBERS = 10_000;

    /** Users that one request adds. */
    public static final int ADDED = 500;

    /** From this many members on a group is large: no typing, presence or receipts, and one push for each gateway. */
    public static final int LARGE = 200;

    /** From this many members on gateways register for a group, so that they are known when it becomes large. */
    public static final int REGISTERED = 150;

    private GroupLimits() {}
}

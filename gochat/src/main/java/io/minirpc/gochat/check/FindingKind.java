package io.minirpc.gochat.check;

/** What was broken. The names are part of the output. */
enum FindingKind {
    /** Answered or seen, and missing where it should be. */
    LOST,

    /** Shown twice, or committed twice. */
    DUPLICATED,

    /** Shown after a later one. */
    ORDER,

    /** Shown although one before it is missing. */
    GAP,

    /** Shown, and never sent like this. */
    INVENTED,

    /** Two screens show different messages under one seq. */
    DISAGREE,

    /** Numbered against the order in which it was sent. */
    SENDER_ORDER,

    /** Answered with another seq or id than is shown. */
    ANSWER,

    /** Seen by somebody who must not see it. */
    OUTSIDER,

    /** Told after the removal. */
    AFTER_REMOVAL,

    /** A cursor went back. */
    CURSOR_BACK,

    /** A cursor above the last message. */
    CURSOR_ABOVE,

    /** A cursor that was told and that the database does not have. */
    CURSOR_NOT_KEPT,

    /** Not the read cursor of the database at the end. */
    CURSOR,

    /** Not the unread count at the end. */
    BADGE,

    /** Shown later than promised on an open connection. */
    LATE
}

package io.minirpc.processor.evolution;

/** The kinds of edits, of members and of what has members. */
enum Edit {
    ADD,
    REMOVE,
    MOVE,
    /** With another name on the wire, as a rename without an annotation has. */
    RENAME,
    /** In Java alone. */
    RENAME_IN_JAVA,
    RETYPE,
    ENCODE,
    /** Adds what an earlier version had. */
    RESTORE,
    ADD_METHOD,
    REMOVE_METHOD,
    MOVE_METHOD,
    RENAME_METHOD,
    RENAME_METHOD_IN_JAVA,
    RETYPE_REPLY,
    THROW,
    THROW_NO_MORE,
    RENAME_TYPE,
    MOVE_TYPE,
    RENAME_EXCEPTION,
    RECORD_OR_BEAN,
    OWN,
    ASYNCHRONOUS;

    private static final int MEMBER_EDITS = RESTORE.ordinal() + 1;

    boolean isOfMembers() {
        return ordinal() < MEMBER_EDITS;
    }
}

package io.minirpc;

/** The status codes of calls: OK and the sixteen error codes of gRPC, with gRPC's numbers and meanings. */
public enum StatusCode {
    /** The call succeeded. */
    OK(0),
    /** The caller cancelled the call. */
    CANCELLED(1),
    /** The peer said that it failed, and no more. */
    UNKNOWN(2),
    /** The arguments are wrong, whatever the state of the system. */
    INVALID_ARGUMENT(3),
    /** The deadline passed; the call may have run all the same. */
    DEADLINE_EXCEEDED(4),
    /** The requested entity does not exist. */
    NOT_FOUND(5),
    /** The entity to create exists already. */
    ALREADY_EXISTS(6),
    /** The caller is known and may not do this. */
    PERMISSION_DENIED(7),
    /** A limit was reached: of memory, of calls in flight, of a quota. */
    RESOURCE_EXHAUSTED(8),
    /** The system is not in the state that the call needs. */
    FAILED_PRECONDITION(9),
    /** The call lost a conflict and may be tried again from its start. */
    ABORTED(10),
    /** A position or a number lies outside the valid range. */
    OUT_OF_RANGE(11),
    /** The service or the method is not there. */
    UNIMPLEMENTED(12),
    /** Something that should never fail did. */
    INTERNAL(13),
    /** The service cannot be reached just now; trying again may help. */
    UNAVAILABLE(14),
    /** Data is lost or damaged. */
    DATA_LOSS(15),
    /** The caller has not said who it is. */
    UNAUTHENTICATED(16);

    private static final StatusCode[] VALUES = values();

    private final int value;

    StatusCode(int value) {
        this.value = value;
    }

    /** Returns the code's number on the wire, 0 to 16. */
    public int value() {
        return value;
    }

    /** Returns the code with a number; {@link #UNKNOWN} where there is none, since newer peers may know more. */
    public static StatusCode of(int value) {
        return value >= 0 && value < VALUES.length ? VALUES[value] : UNKNOWN;
    }
}

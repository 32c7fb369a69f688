package io.minirpc.internal.envelope;

/**
 * A thrown exception as one of its superclasses, for callers that know the superclass only.
 *
 * @param name the name of the superclass, which the method declares as well
 * @param json the exception as that superclass, as JSON in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Superclass(String name, byte[] json) {
    /** Returns whether it is short enough to be sent. */
    public boolean isShort() {
        return VersionOneEnvelope.isShort(name, json);
    }
}

package io.minirpc.internal.envelope;

import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;

/**
 * The part of an envelope around the payload. A writer fills one object in for each frame, so that frames need no
 * allocation. Owned by one event loop.
 */
public final class EnvelopeHead {
    private int seq;
    private String method = "";
    private long methodId;
    private long timeoutMicros;
    private Metadata metadata = Metadata.EMPTY;
    private boolean sendMetadata;

    /** Creates a head that is not filled in. */
    public EnvelopeHead() {}

    /**
     * Fills in the head of a request.
     *
     * @param timeoutMicros how long the caller will wait; sent as metadata in the forms of version 1
     * @param sendMetadata whether the peer understands metadata in the forms of version 1
     * @return this
     */
    public EnvelopeHead request(
            int seq, MethodDescriptor<?, ?> method, long timeoutMicros, Metadata metadata, boolean sendMetadata) {
        methodId = method.id();
        this.timeoutMicros = timeoutMicros;
        return fill(seq, method.fullName(), metadata, sendMetadata);
    }

    /**
     * Fills in the head of a response.
     *
     * @param method the full name as the request had it; empty if the request had none
     * @param metadata the metadata of a reply; failures have their own
     * @param sendMetadata whether the peer understands metadata in the forms of version 1
     * @return this
     */
    public EnvelopeHead response(int seq, String method, Metadata metadata, boolean sendMetadata) {
        return fill(seq, method, metadata, sendMetadata);
    }

    private EnvelopeHead fill(int seq, String method, Metadata metadata, boolean sendMetadata) {
        this.seq = seq;
        this.method = method;
        this.metadata = metadata;
        this.sendMetadata = sendMetadata;
        return this;
    }

    /** Releases the metadata, which may be large, once the frame is written. */
    public void clear() {
        metadata = Metadata.EMPTY;
    }

    /** Returns the sequence number of the call. */
    public int seq() {
        return seq;
    }

    /** Returns the full name of the method. */
    String method() {
        return method;
    }

    /** Returns the id of a request's method. */
    long methodId() {
        return methodId;
    }

    /** Returns how long the caller of a request will wait; 0 for no limit. */
    long timeoutMicros() {
        return timeoutMicros;
    }

    Metadata metadata() {
        return metadata;
    }

    /** Returns whether the forms of version 1 send metadata. */
    boolean sendMetadata() {
        return sendMetadata;
    }
}

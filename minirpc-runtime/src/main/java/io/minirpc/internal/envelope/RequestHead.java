package io.minirpc.internal.envelope;

import io.minirpc.Metadata;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of a request's body around its arguments, which are not decoded yet.
 *
 * @param form the form it had, to answer in
 * @param method the full name; null where the form has an id instead
 * @param methodId the id, where there is no name
 * @param timeoutMicros how long the caller will wait; 0 for no limit
 * @param metadata the caller's metadata
 * @param acceptsMetadata whether the answer may have metadata, because the request made use of more than version 1
 * @param bytes an array with the arguments, encoded
 * @param offset where they start
 * @param length how many bytes they are
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record RequestHead(
        Envelope form,
        @Nullable String method,
        long methodId,
        long timeoutMicros,
        Metadata metadata,
        boolean acceptsMetadata,
        byte[] bytes,
        int offset,
        int length) {
    /** Returns the same with arguments in an array of their own, where they can stay. */
    public RequestHead detached() {
        byte[] own = Arrays.copyOfRange(bytes, offset, offset + length);
        return new RequestHead(form, method, methodId, timeoutMicros, metadata, acceptsMetadata, own, 0, length);
    }
}

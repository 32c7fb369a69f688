/**
 * What is inside a frame's body around the arguments or the reply: which method, which error, which metadata. One class
 * for each form, shared by client and server, of no use to anybody else. Start with
 * {@link io.minirpc.envelope.Envelope}; the smallest form is {@link io.minirpc.envelope.NativeEnvelope}, the oldest
 * {@link io.minirpc.envelope.JsonDocumentEnvelope}.
 */
@NullMarked
package io.minirpc.envelope;

import org.jspecify.annotations.NullMarked;

/**
 * The envelopes around arguments and replies in the bodies of frames: the method, the error, the metadata. One class
 * for each form, shared by client and server, of no use to anybody else. Start with
 * {@link io.minirpc.internal.envelope.Envelope}; the smallest form is
 * {@link io.minirpc.internal.envelope.NativeEnvelope}, the oldest
 * {@link io.minirpc.internal.envelope.JsonDocumentEnvelope}.
 */
@NullMarked
package io.minirpc.internal.envelope;

import org.jspecify.annotations.NullMarked;

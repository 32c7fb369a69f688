/**
 * Traces of messages. Start with {@link io.minirpc.gochat.trace.MessageTrace}, which has the steps of a message by
 * name; {@link io.minirpc.gochat.trace.Tracing} keeps the spans of a process. No span has the content of a message.
 */
@NullMarked
package io.minirpc.gochat.trace;

import org.jspecify.annotations.NullMarked;

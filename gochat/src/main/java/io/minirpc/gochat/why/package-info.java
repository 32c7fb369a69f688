/**
 * The answer to "why was this message late": what all processes know of a message, as one timeline. Start with
 * {@link io.minirpc.gochat.why.WhyCommand}.
 */
@NullMarked
package io.minirpc.gochat.why;

import org.jspecify.annotations.NullMarked;

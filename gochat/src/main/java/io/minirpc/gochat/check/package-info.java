/**
 * The history checker: it loads a server, logs what every screen showed, and judges whether the promises of
 * {@code docs/delivery.md} held. {@code GochatCheck} is its command; {@code History} is the log, {@code Judge} finds
 * what was broken.
 */
@NullMarked
package io.minirpc.gochat.check;

import org.jspecify.annotations.NullMarked;

package io.minirpc.gochat.why;

import org.jspecify.annotations.Nullable;

/**
 * A moment of a message.
 *
 * @param time in UTC microseconds, by the clock of the process
 * @param process where it was seen
 * @param device of a reader, as user and name; null where it concerns none
 * @param text what happened
 */
record Moment(
        long time, Stage stage, String process, @Nullable String device, String text) {}

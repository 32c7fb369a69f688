/**
 * The services of messages: {@code Conversations} numbers and commits them, {@code Inbox} answers what a user has.
 * Knows no sockets.
 */
@NullMarked
package io.minirpc.gochat.chat;

import org.jspecify.annotations.NullMarked;

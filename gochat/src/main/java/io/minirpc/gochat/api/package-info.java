/**
 * The interfaces between gateways and services, and their messages: {@code ConversationService} changes conversations,
 * {@code InboxService} reads what a user has, {@code AccountService} knows users and their sessions.
 */
@NullMarked
package io.minirpc.gochat.api;

import org.jspecify.annotations.NullMarked;

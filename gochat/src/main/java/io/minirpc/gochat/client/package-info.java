/**
 * A client of gochat in Java, which the command line, the history checker and the tests share. {@code ChatClient} is a
 * device that is connected, {@code ClientListener} its screen, {@code Accounts} the requests over HTTP. Inside,
 * {@code Connector} keeps a connection, {@code Outbox} sends, and {@code Device} knows the conversations: their list
 * ({@code Inventory}), what is missing ({@code Syncer}) and each of them ({@code ConversationState}).
 */
@NullMarked
package io.minirpc.gochat.client;

import org.jspecify.annotations.NullMarked;

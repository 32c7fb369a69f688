package io.minirpc.gochat.gateway;

import io.minirpc.gochat.api.AccountService;
import io.minirpc.gochat.api.ConversationService;
import io.minirpc.gochat.api.InboxService;

/** The services that a gateway calls; in production the stubs of {@link ServiceClients}. */
public record Services(ConversationService conversations, InboxService inbox, AccountService accounts) {}

package io.minirpc.gochat.load;

import io.minirpc.gochat.client.AccessTokens;

/** A user of the load. */
record LoadUser(String id, String name, AccessTokens tokens) {}

package io.minirpc.gochat.check;

import io.minirpc.gochat.client.ChatClient;
import io.minirpc.gochat.client.ClientListener;
import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.client.ClientSettings;

/** Starts the clients of a run. */
@FunctionalInterface
public interface Clients {
    /** The clients as they are. */
    Clients RIGHT = ChatClient::start;

    ChatClient start(ClientSettings settings, ClientResources resources, ClientListener listener);
}

package io.minirpc.gochat.cli;

import io.minirpc.gochat.client.ClientListener;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Welcome;

/** A listener that passes on what the command line prints. */
class ForwardingListener implements ClientListener {
    private final ClientListener to;

    ForwardingListener(ClientListener to) {
        this.to = to;
    }

    @Override
    public void connected(Welcome welcome) {
        to.connected(welcome);
    }

    @Override
    public void disconnected(int code, String reason) {
        to.disconnected(code, reason);
    }

    @Override
    public void ended(int code, String reason) {
        to.ended(code, reason);
    }

    @Override
    public void shown(Message message) {
        to.shown(message);
    }

    @Override
    public void recalled(String conversation, long seq) {
        to.recalled(conversation, seq);
    }

    @Override
    public void gap(String conversation, long first) {
        to.gap(conversation, first);
    }

    @Override
    public void dropped(String conversation) {
        to.dropped(conversation);
    }

    @Override
    public void joined(String conversation, long seq) {
        to.joined(conversation, seq);
    }

    @Override
    public void left(String conversation, long last) {
        to.left(conversation, last);
    }
}

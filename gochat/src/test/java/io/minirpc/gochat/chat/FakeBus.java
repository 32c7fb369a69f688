package io.minirpc.gochat.chat;

import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.route.Bus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what is published. */
final class FakeBus implements Bus {
    private final List<Push> pushes = new CopyOnWriteArrayList<>();
    private final AtomicInteger givenUp = new AtomicInteger();

    @Override
    public void publish(String gateway, Push push) {
        pushes.add(push);
    }

    @Override
    public void giveUp() {
        givenUp.incrementAndGet();
    }

    @Override
    public AutoCloseable subscribe(String gateway, Listener listener) {
        throw new UnsupportedOperationException();
    }

    int givenUp() {
        return givenUp.get();
    }

    List<Push> pushes() {
        return pushes;
    }

    /** Returns the seqs that were pushed in a conversation, in their order. */
    List<Long> seqs(String conversation) {
        return pushes.stream()
                .map(push -> (Message) push.frame())
                .filter(message -> message.conversation().equals(conversation))
                .map(Message::seq)
                .toList();
    }

    /**
     * What a user was pushed of a conversation, in its order, as {@code seq<prev}, with an x after that of his removal.
     */
    List<String> shown(String conversation, long user) {
        return pushes.stream()
                .filter(ToUsers.class::isInstance)
                .map(ToUsers.class::cast)
                .filter(push -> push.users().contains(user))
                .filter(push -> ((Message) push.frame()).conversation().equals(conversation))
                .map(push -> ((Message) push.frame()).seq() + "<" + ((Message) push.frame()).prev()
                        + (push.left() ? "x" : ""))
                .toList();
    }
}

package io.minirpc.gochat.check;

import io.minirpc.gochat.client.ClientListener;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Counts;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Receipt;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import java.util.concurrent.CompletableFuture;

/** Writes what a client shows into the log of its screen, until the log is frozen. */
final class ScreenListener implements ClientListener {
    private final ScreenLog log;
    private final boolean withReceipts;
    private final CompletableFuture<Welcome> welcome = new CompletableFuture<>();
    private volatile boolean frozen;

    /** @param withReceipts false for a new device, which others' new devices move on while it reads */
    ScreenListener(ScreenLog log, boolean withReceipts) {
        this.log = log;
        this.withReceipts = withReceipts;
    }

    /** Writes nothing more. */
    void freeze() {
        frozen = true;
    }

    /** Returns the first welcome; fails if the client ended before. */
    CompletableFuture<Welcome> welcome() {
        return welcome;
    }

    private void log(Runnable entry) {
        if (!frozen) {
            entry.run();
        }
    }

    @Override
    public void connected(Welcome told) {
        log(log::opened);
        welcome.complete(told);
    }

    @Override
    public void disconnected(int code, String reason) {
        log(log::closed);
    }

    @Override
    public void ended(int code, String reason) {
        log(log::closed);
        welcome.completeExceptionally(new IllegalStateException("closed with " + code + ": " + reason));
    }

    /** Logs what members only are told as it comes, since a screen leaves out some of it. */
    @Override
    public void pushed(ServerFrame push) {
        if (push instanceof Message message) {
            log(() -> log.receives(message));
        } else if (push instanceof ServerFrame.Typing typing) {
            log(() -> log.notice("typing", typing.conversation()));
        } else if (push instanceof Counts counts) {
            log(() -> log.notice("counts", counts.conversation()));
        }
    }

    @Override
    public void shown(Message message) {
        log(() -> log.shows(message));
    }

    @Override
    public void dropped(String conversation) {
        log(() -> log.resets(conversation));
    }

    @Override
    public void joined(String conversation, long seq) {
        log(() -> log.left(conversation, ShownLog.NONE));
    }

    @Override
    public void left(String conversation, long last) {
        log(() -> log.left(conversation, last));
    }

    @Override
    public void badge(String conversation, long unread) {
        log(() -> log.unread(conversation, unread));
    }

    @Override
    public void cursor(String conversation, long read) {
        log(() -> log.read(conversation, read));
    }

    @Override
    public void receipt(Receipt receipt) {
        if (withReceipts) {
            log(() -> log.peer(receipt.conversation(), receipt.read(), receipt.delivered()));
        }
    }
}

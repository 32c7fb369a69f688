package io.minirpc.gochat.check;

import io.minirpc.gochat.client.ChatClient;
import io.minirpc.gochat.client.RefusedException;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A connection of a device and its log. Thread-safe. */
final class Screen implements AutoCloseable {
    final ScreenLog log;
    private final History history;
    private final ScreenListener listener;
    private final ChatClient client;
    private final AtomicInteger unanswered;

    /** @param unanswered counts the requests of all screens that have no answer */
    Screen(History history, ScreenListener listener, ScreenLog log, ChatClient client, AtomicInteger unanswered) {
        this.history = history;
        this.listener = listener;
        this.log = log;
        this.client = client;
        this.unanswered = unanswered;
    }

    ScreenListener listener() {
        return listener;
    }

    /** Sends a message of its own content, and logs what becomes of it. */
    CompletionStage<Sent> send(String conversation) {
        int number = history.sends(log, conversation);
        return logged(number, client.send(conversation, history.payloads().of(number)));
    }

    /** Creates a group of a name, and logs what becomes of it. */
    CompletionStage<Sent> createGroup(String name, List<String> members) {
        String clientMsgId = history.payloads().run() + "-g" + name;
        String conversation =
                ConversationId.ofGroup(Ids.parse(client.user()), clientMsgId).toString();
        return logged(
                history.changes(log, conversation),
                client.change(id -> new ClientFrame.CreateGroup(id, clientMsgId, name, members)));
    }

    /** Asks for a change, and logs what becomes of it. */
    CompletionStage<Sent> change(String conversation, ChangeRequest request) {
        int number = history.changes(log, conversation);
        String clientMsgId = history.payloads().run() + "-c" + number;
        return logged(number, client.change(id -> request.frame(id, clientMsgId)));
    }

    interface ChangeRequest {
        ClientFrame.Change frame(long id, String clientMsgId);
    }

    private CompletionStage<Sent> logged(int number, CompletionStage<Sent> answer) {
        unanswered.incrementAndGet();
        return answer.whenComplete((sent, failure) -> {
            unanswered.decrementAndGet();
            if (sent != null) {
                history.sent(number, sent.seq(), sent.messageId());
            } else if (refusal(failure) instanceof RefusedException refused && !refused.temporary()) {
                history.refused(number, refused.code().name());
            }
        });
    }

    private static @Nullable Throwable refusal(@Nullable Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    /** Moves the read cursor to what the screen shows; its answer is the next cursor that is shown. */
    void readAll(String conversation, int position) {
        var unused = client.read(conversation, position);
    }

    void typing(String conversation) {
        client.typing(conversation);
    }

    /** Breaks the connection; the client comes back by itself. */
    void cut() {
        client.cut();
    }

    /** Closes the connection and stays away. */
    void leave() {
        var unused = client.leave();
    }

    void comeBack() {
        client.comeBack();
    }

    /** Returns the highest seq of a conversation that is shown, 0 for none. */
    int position(String conversation) {
        return log.position(history.conversation(conversation).index);
    }

    /** Stops reading, as a client that is too slow does; nothing is expected of the connection meanwhile. */
    void pause() {
        log.closed();
        client.pause();
    }

    void resume() {
        client.resume();
        if (client.isLive()) {
            log.opened();
        }
    }

    boolean isOpen() {
        return log.isOpen();
    }

    @Override
    public void close() {
        client.close();
    }
}

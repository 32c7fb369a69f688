package io.minirpc.gochat.check;

import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.SystemEvent;
import io.minirpc.gochat.frame.SystemEventCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A history made by hand: three users with a screen each, a conversation of two and a group. One step is 1 ms. */
final class Story {
    static final String TWO = "p:1:2";
    static final String GROUP = "g:7";
    static final long PROMISE_MS = 50_000;

    private final Map<ScreenLog, String> users = new HashMap<>();
    private long now;
    final History history = new History(new Payloads("story"), () -> now);
    final ScreenLog ada = open("1", "ada");
    final ScreenLog bob = open("2", "bob");
    final ScreenLog eve = open("3", "eve");

    private ScreenLog open(String id, String name) {
        ScreenLog screen = screen(id, name, false);
        screen.opened();
        return screen;
    }

    private ScreenLog screen(String id, String name, boolean fresh) {
        ScreenLog screen = history.screen(history.user(id, name), name + (fresh ? "/fresh" : "/phone"), fresh);
        users.put(screen, id);
        return screen;
    }

    ScreenLog secondOf(ScreenLog other) {
        return open(users.get(other), history.userName(other.user));
    }

    void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Sends and is answered with a seq. */
    int sent(ScreenLog from, String conversation, int seq) {
        int number = asked(from, conversation);
        answered(number, seq);
        return number;
    }

    int asked(ScreenLog from, String conversation) {
        pass(1);
        return history.sends(from, conversation);
    }

    void answered(int number, int seq) {
        pass(1);
        history.sent(number, seq, id(seq));
    }

    private static String id(long seq) {
        return Long.toString(1000 + seq);
    }

    Message text(ScreenLog from, String conversation, int seq, int number) {
        return message(
                from, conversation, seq, MessageType.TEXT, history.payloads().of(number));
    }

    Message message(ScreenLog from, String conversation, int seq, String type, String content) {
        return new Message(conversation, seq, seq - 1, id(seq), users.get(from), type, content, 0, null);
    }

    void shown(Message message, ScreenLog... screens) {
        for (ScreenLog screen : screens) {
            pass(1);
            screen.shows(message);
        }
    }

    /** Says something that is answered and shown to both of the two. */
    int said(int seq) {
        int number = sent(ada, TWO, seq);
        shown(text(ada, TWO, seq, number), ada, bob);
        return number;
    }

    /** Changes the group; shown to the screens. */
    Message changed(ScreenLog by, int seq, SystemEvent event, ScreenLog... screens) {
        Message message = message(by, GROUP, seq, MessageType.SYSTEM, SystemEventCodec.INSTANCE.toJson(event));
        shown(message, screens);
        return message;
    }

    /** Reads everything with a new device of a user, whose cursor is {@code read} and whose badge is {@code unread}. */
    ScreenLog fresh(ScreenLog of, String conversation, long read, long unread, Message... messages) {
        ScreenLog screen = screen(users.get(of), history.userName(of.user), true);
        List.of(messages).forEach(screen::shows);
        screen.read(conversation, read);
        screen.unread(conversation, unread);
        return screen;
    }

    Verdict judged() {
        pass(1);
        return Judge.judge(history, TimeUnit.MILLISECONDS.toNanos(PROMISE_MS));
    }
}

package io.minirpc.gochat.load;

import io.minirpc.codec.CodecException;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Failure;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.frame.ServerFrame.Synced;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import io.minirpc.gochat.frame.ServerFrameCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a user, by the protocol: it acknowledges, drops duplicates, and asks for what it lacks. It keeps
 * positions and no messages. What it does happens on its event loop; methods are thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks cannot fail
final class Device implements Link.Events {
    private static final long SYNC_ID = Link.HELLO_ID + 1;
    private static final long CHANGE_ID = SYNC_ID + 1;
    private static final long FIRST_SEND_ID = 10;
    private static final long PAUSE_MS = 1_000;

    final int number;
    final LoadUser user;
    final int sender;
    private final Crowd crowd;
    private final EventLoop loop;
    private final Link link;
    private final Positions positions = new Positions();

    // Only on the event loop.
    private final Set<Integer> unanswered = new HashSet<>();
    private @Nullable CompletableFuture<ServerFrame> change;
    private boolean syncing;
    private long truth;

    // Of the frame that is being read.
    private long mark;
    private final Map<String, Long> moved = new HashMap<>();

    /**
     * Creates a device, which is not connected.
     *
     * @param sender its number in the read-back
     */
    Device(int number, LoadUser user, int sender, Crowd crowd, EventLoop loop) {
        this.number = number;
        this.user = user;
        this.sender = sender;
        this.crowd = crowd;
        this.loop = loop;
        link = new Link(number, user.tokens(), crowd, loop, this);
    }

    Link link() {
        return link;
    }

    /** Adds a room; only before it connects for the first time. */
    void join(Room room) {
        positions.add(room);
    }

    /** Returns the seq up to which it has everything of one of its rooms. */
    int position(Room room) {
        return positions.of(room);
    }

    @Override
    public void lost() {
        syncing = false;
        unanswered.forEach(each -> crowd.ledger().unknown());
        unanswered.clear();
        if (change != null) {
            change.completeExceptionally(new IllegalStateException("the connection was lost"));
            change = null;
        }
    }

    /** Sends a message at once, or not at all where it cannot. */
    void send(int message, Room room) {
        loop.execute(() -> {
            if (!link.isWritable()) {
                crowd.ledger().unsent();
                return;
            }
            unanswered.add(message);
            String content = crowd.ledger().content(message);
            String clientMsgId = user.id() + "-" + message;
            link.say(new ClientFrame.Send(FIRST_SEND_ID + message, clientMsgId, room.id, MessageType.TEXT, content));
        });
    }

    /** Asks for a change of a group, one at a time; the answer may be a {@link Failure}. */
    CompletableFuture<ServerFrame> change(ClientFrame.Change request) {
        CompletableFuture<ServerFrame> answer = new CompletableFuture<>();
        loop.execute(() -> {
            if (link.isLive()) {
                change = answer;
                link.say(request);
            } else {
                answer.completeExceptionally(new IllegalStateException("not connected"));
            }
        });
        return answer;
    }

    /** The id of the requests of {@link #change}. */
    static long changeId() {
        return CHANGE_ID;
    }

    @Override
    public void received(ByteBuf text) {
        byte[] bytes = ByteBufUtil.getBytes(text);
        long now = System.nanoTime();
        mark = 0;
        int from = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                if (i > from) {
                    read(bytes, from, i - from, now);
                }
                from = i + 1;
            }
        }
        if (mark > 0 || !moved.isEmpty()) {
            link.say(new ClientFrame.Ack(mark, moved.isEmpty() ? null : Map.copyOf(moved)));
            moved.clear();
        }
    }

    private void read(byte[] bytes, int from, int length, long now) {
        ServerFrame frame;
        try {
            frame = JsonFormat.decode(ServerFrameCodec.INSTANCE, bytes, from, length, Limits.DEFAULT);
        } catch (CodecException e) {
            crowd.tally().unreadable.increment();
            return;
        }
        if (frame instanceof Message message) {
            show(message, now);
        } else if (frame instanceof Sent sent) {
            answered(sent, now);
        } else if (frame instanceof ServerFrame.Mark marked) {
            mark = marked.n();
        } else if (frame instanceof Truth told) {
            heartbeat(told);
        } else if (frame instanceof Synced synced) {
            synced(synced, now);
        } else if (frame instanceof Failure failure) {
            failed(failure);
        } else if (frame instanceof Welcome welcome) {
            welcomed(welcome, now);
        } else if (frame instanceof ServerFrame.Behind) {
            crowd.tally().behind.increment();
            sync();
        }
    }

    private void welcomed(Welcome welcome, long now) {
        link.welcomed(now);
        truth = welcome.truth().heads();
        if (truth > positions.sum()) {
            sync();
        }
    }

    /** Compares positions with the heartbeat before: messages that were in flight then have arrived by now. */
    private void heartbeat(Truth told) {
        link.say(new ClientFrame.Alive());
        if (!positions.isEmpty() && truth > positions.sum()) {
            crowd.tally().gaps.increment();
            sync();
        }
        truth = told.heads();
    }

    private void show(Message message, long now) {
        Room room = crowd.room(message.conversation());
        if (room == null || !positions.has(room)) {
            return; // of another device of the same user
        }
        int position = positions.of(room);
        if (message.seq() <= position) {
            crowd.tally().repeated.increment();
        } else if (message.prev() > position) {
            crowd.tally().gaps.increment();
            sync();
        } else {
            positions.move(room, (int) message.seq());
            moved.put(message.conversation(), message.seq());
            if (message.type().equals(MessageType.TEXT)) {
                crowd.ledger().delivered(message.content(), now);
            }
        }
    }

    private void sync() {
        if (!syncing && !positions.isEmpty()) {
            syncing = true;
            link.say(new ClientFrame.Sync(SYNC_ID, positions.have()));
        }
    }

    /** Shows the messages of a sync. Before a gap the position stays, so that what was left out counts as missing. */
    private void synced(Synced synced, long now) {
        syncing = false;
        boolean more = synced.conversations().size() < positions.size();
        for (ServerFrame.SyncEntry entry : synced.conversations().values()) {
            if (entry.messages() != null && !entry.gap()) {
                entry.messages().forEach(message -> show(message, now));
                more |= entry.more();
            }
        }
        if (more) {
            sync();
        }
    }

    private void answered(Sent sent, long now) {
        if (sent.id() == CHANGE_ID) {
            changed(sent);
        } else if (unanswered.remove((int) (sent.id() - FIRST_SEND_ID))) {
            Room room = crowd.room(sent.conversation());
            if (room != null) {
                room.answered(sent.seq());
            }
            crowd.ledger().answered((int) (sent.id() - FIRST_SEND_ID), sent, now);
        }
    }

    private void changed(ServerFrame answer) {
        if (change != null) {
            change.complete(answer);
            change = null;
        }
    }

    private void failed(Failure failure) {
        long id = failure.id() == null ? 0 : failure.id();
        if (id == CHANGE_ID) {
            changed(failure);
        } else if (id == SYNC_ID) {
            long pause = failure.retryAfterMs() == null ? PAUSE_MS : failure.retryAfterMs();
            Runnable again = () -> {
                syncing = false;
                sync();
            };
            loop.schedule(again, pause, TimeUnit.MILLISECONDS);
        } else if (unanswered.remove((int) (id - FIRST_SEND_ID))) {
            crowd.ledger().refused((int) (id - FIRST_SEND_ID), failure.code(), failure.temporary());
        }
    }
}

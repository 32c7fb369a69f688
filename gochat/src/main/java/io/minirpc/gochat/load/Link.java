package io.minirpc.gochat.load;

import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.gochat.client.AccessTokens;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ClientFrameCodec;
import io.minirpc.gochat.frame.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection that comes back by itself, after a random time as clients have it, at the next gateway: token, hello,
 * and how long the welcome took. What it does happens on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the channel, and tasks cannot fail
final class Link implements Socket.Events {
    static final long HELLO_ID = 1;
    private static final int VERSION = 1;
    private static final long WELCOME_SECONDS = 15;
    private static final long FIRST_BACKOFF_MS = 1_000;
    private static final long MAX_BACKOFF_MS = 30_000;
    private static final int ABNORMAL = 1006;

    /** A listener of a link. It is called on the event loop of the link. */
    interface Events {
        /** Takes the text of a frame, which belongs to the caller. */
        void received(ByteBuf text);

        void lost();
    }

    private final int number;
    private final AccessTokens tokens;
    private final Crowd crowd;
    private final EventLoop loop;
    private final Events events;
    private volatile boolean live;

    // Only on the event loop.
    private @Nullable Channel channel;
    private @Nullable Socket socket;
    private String token = "";
    private boolean wanted;
    private boolean returns;
    private int attempt;
    private int failures;
    private long since;

    /** @param number by which the gateway and the address are chosen */
    Link(int number, AccessTokens tokens, Crowd crowd, EventLoop loop, Events events) {
        this.number = number;
        this.tokens = tokens;
        this.crowd = crowd;
        this.loop = loop;
        this.events = events;
    }

    /** Returns whether it has been welcomed. Thread-safe. */
    boolean isLive() {
        return live;
    }

    /** Connects, and stays connected; the welcome is late by the time since the planned moment. Thread-safe. */
    void connect(long moment) {
        loop.execute(() -> {
            wanted = true;
            returns = false;
            since = moment;
            open(false);
        });
    }

    private void open(boolean newToken) {
        int own = ++attempt;
        tokens.token(newToken)
                .whenComplete((read, failure) -> loop.execute(() -> {
                    if (own != attempt || !wanted) {
                        return;
                    }
                    if (failure == null) {
                        open(own, read);
                    } else {
                        lost(ABNORMAL, "no token: " + failure.getMessage());
                    }
                }));
    }

    private void open(int own, String read) {
        var gateway = crowd.gateway(number, failures);
        Socket opening = new Socket(gateway, this);
        socket = opening;
        token = read;
        crowd.network().open(gateway, loop, number, opening).addListener(connected -> {
            if (!connected.isSuccess()) {
                String why = connected.cause().getClass().getSimpleName();
                opening.lost(ABNORMAL, "cannot connect: " + why);
            }
        });
        Runnable giveUp = () -> {
            if (own == attempt && !live) {
                opening.lost(ABNORMAL, "no welcome within " + WELCOME_SECONDS + " s");
            }
        };
        loop.schedule(giveUp, WELCOME_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void opened(Channel opened) {
        channel = opened;
        say(new ClientFrame.Hello(HELLO_ID, VERSION, VERSION, "gochat-load/0.1", "load-" + number, token, false));
        token = "";
    }

    @Override
    public void received(ByteBuf text) {
        events.received(text);
    }

    /** Notes that the server has welcomed it. */
    void welcomed(long now) {
        live = true;
        failures = 0;
        crowd.tally().open.incrementAndGet();
        crowd.tally().welcomes.increment();
        (returns ? crowd.returns() : crowd.welcomes()).record(now - since);
    }

    @Override
    public void lost(int code, String reason) {
        if (channel != null) {
            channel.close();
        }
        channel = null;
        socket = null;
        if (live) {
            live = false;
            crowd.tally().open.decrementAndGet();
            since = System.nanoTime();
            returns = true;
        }
        events.lost();
        if (wanted) {
            crowd.tally().lost(code, reason);
            comeBack(code);
        }
    }

    private void comeBack(int code) {
        int own = attempt;
        long most = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS << Math.min(failures, 10));
        failures++;
        Runnable again = () -> {
            if (own == attempt && wanted) {
                open(code == CloseCode.UNAUTHENTICATED.code());
            }
        };
        loop.schedule(again, ThreadLocalRandom.current().nextLong(most), TimeUnit.MILLISECONDS);
    }

    /** Ends the connection without a close frame; it comes back. Thread-safe. */
    void cut() {
        loop.execute(() -> end("cut"));
    }

    /** Ends the connection without a close frame, and stays away. Thread-safe. */
    void leave() {
        loop.execute(() -> {
            wanted = false;
            attempt++;
            end("left");
        });
    }

    private void end(String reason) {
        if (socket != null) {
            socket.lost(ABNORMAL, reason);
        }
    }

    /** Returns whether a message can be written now. */
    boolean isWritable() {
        return live && channel != null && channel.isWritable();
    }

    /** Writes a frame; nothing, where there is no connection. */
    void say(ClientFrame frame) {
        if (channel != null) {
            byte[] json = JsonFormat.encode(ClientFrameCodec.INSTANCE, frame, Limits.DEFAULT);
            channel.writeAndFlush(
                    new TextWebSocketFrame(channel.alloc().buffer(json.length).writeBytes(json)));
        }
    }
}

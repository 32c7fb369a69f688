package io.minirpc.internal.transport;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A channel to a peer in this process that holds back what the peer does not read, as a socket does once its buffers
 * are full. Netty's own would hand everything over, and let it gather at the peer without end. Its event loops are
 * {@link MemoryLoops}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of a listener, and of closing, which cannot fail
final class MemoryChannel extends LocalChannel {
    /** The unread bytes of a peer from which on more is held back, about as many as sockets take. */
    private static final long WINDOW_BYTES = 256 << 10;

    private final AtomicLong handedOver = new AtomicLong();
    private volatile @Nullable MemoryChannel peer;
    private volatile boolean holdsBack;

    /** Creates a client's channel. */
    MemoryChannel() {
        pipeline().addFirst(new Taking());
    }

    private MemoryChannel(LocalServerChannel server, MemoryChannel client) {
        super(server, client);
        peer = client;
        pipeline().addFirst(new Taking());
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) throws Exception {
        if (isActive()) {
            holdsBack = handedOver.get() > WINDOW_BYTES;
            if (holdsBack && handedOver.get() > WINDOW_BYTES) { // it might have been taken meanwhile
                return;
            }
            out.forEachFlushedMessage(message -> {
                handedOver.addAndGet(((ByteBuf) message).readableBytes());
                return true;
            });
        }
        super.doWrite(out);
    }

    /** Records that the peer has read so many bytes; on its event loop. */
    private void taken(int bytes) {
        if (handedOver.addAndGet(-bytes) <= WINDOW_BYTES && holdsBack) {
            holdsBack = false;
            try {
                eventLoop().execute(() -> unsafe().flush());
            } catch (RejectedExecutionException e) {
                // The event loop has ended, and this channel with it.
            }
        }
    }

    /** Ends a server's channel with its client, which tells it so only if it was accepted before that. */
    private void accepted(MemoryChannel client) {
        loopsOutlive(client);
        client.closeFuture().addListener(closed -> {
            if (isOpen()) {
                close();
            }
        });
    }

    private void loopsOutlive(MemoryChannel other) {
        ((MemoryLoops) requireNonNull(eventLoop().parent(), "loops")).outlive(other, this);
    }

    /** Listens for {@link MemoryChannel}s. */
    static final class Server extends LocalServerChannel {
        @Override
        protected LocalChannel newLocalChannel(LocalChannel client) {
            MemoryChannel other = (MemoryChannel) client;
            MemoryChannel own = new MemoryChannel(this, other);
            other.peer = own;
            other.loopsOutlive(own);
            return own;
        }
    }

    private final class Taking extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRegistered(ChannelHandlerContext context) {
            if (parent() != null) {
                accepted(requireNonNull(peer, "peer"));
            }
            context.fireChannelRegistered();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            int bytes = ((ByteBuf) message).readableBytes();
            context.fireChannelRead(message);
            requireNonNull(peer, "peer").taken(bytes);
        }
    }
}

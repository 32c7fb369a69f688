package io.minirpc.tests.resilience;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Many connections made of nothing but a socket each, for one thread. */
final class Peers implements AutoCloseable {
    /** A heartbeat without a body, which every server answers by another. */
    private static final byte[] HEARTBEAT = HexFormat.of().parseHex("6d72700100020000000000000000");

    /** The header of a request with a body of a mebibyte. */
    private static final byte[] BEGINNING = HexFormat.of().parseHex("6d727001000000000001" + "00100000");

    private final List<SocketChannel> channels = new ArrayList<>();

    Peers(int port, int count) throws IOException {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            for (int i = 0; i < count; i++) {
                channels.add(SocketChannel.open(server));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Has each say something and wait for the answer, so that the server has done all it does for a connection. */
    void greet() throws IOException {
        for (SocketChannel channel : channels) {
            channel.write(ByteBuffer.wrap(HEARTBEAT));
        }
        for (SocketChannel channel : channels) {
            ByteBuffer answer = ByteBuffer.allocate(HEARTBEAT.length);
            while (answer.hasRemaining()) {
                if (channel.read(answer) < 0) {
                    throw new IOException("the server hung up");
                }
            }
        }
    }

    /** Has each begin a long request. */
    void beginRequests() throws IOException {
        for (SocketChannel channel : channels) {
            channel.write(ByteBuffer.wrap(BEGINNING));
            channel.configureBlocking(false);
        }
    }

    /** Has the peers take turns to send a byte each, so many a second; returns after the last byte. */
    void crawl(int bytesPerSecond, int millis) {
        OpenLoop.run(bytesPerSecond, (long) bytesPerSecond * millis / 1_000, i -> {
            try {
                channels.get((int) (i % channels.size())).write(ByteBuffer.wrap(new byte[1]));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}

package io.minirpc.tests.wire;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** A peer made of nothing but a socket. What does not come within ten seconds fails the test. */
public final class RawPeer implements Closeable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;

    RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    public static RawPeer connect(int port) throws IOException {
        return new RawPeer(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Waits so long for what comes; zero for as long as it takes. */
    public RawPeer withPatience(int millis) throws IOException {
        socket.setSoTimeout(millis);
        return this;
    }

    public RawPeer send(byte[]... parts) throws IOException {
        socket.getOutputStream().write(Frames.concat(parts));
        return this;
    }

    RawPeer send(String hex) throws IOException {
        return send(Frames.bytes(hex));
    }

    /** Sends, although the other side may have hung up by now. */
    RawPeer trySend(byte[] bytes) throws IOException {
        try {
            send(bytes);
        } catch (SocketException e) {
            // hung up, which is for the test to find by reading
        }
        return this;
    }

    /** Says that nothing more will be sent. */
    RawPeer finish() throws IOException {
        try {
            socket.shutdownOutput();
        } catch (SocketException e) {
            // hung up already
        }
        return this;
    }

    /** Waits for the next whole frame. */
    public byte[] receive() throws IOException {
        byte[] header = new byte[Frames.HEADER];
        in.readFully(header);
        int length = ByteBuffer.wrap(header).getInt(10);
        if (length < 0 || length > Frames.MAX_BODY) {
            throw new IOException("a frame of length " + length);
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return Frames.concat(header, body);
    }

    /** Waits for the next request, past hellos and heartbeats, which a server of version 1 leaves alone. */
    byte[] receiveRequest() throws IOException {
        byte[] frame = receive();
        while (Frames.typeOf(frame) == Frames.HEARTBEAT) {
            frame = receive();
        }
        return frame;
    }

    String receiveHex() throws IOException {
        return Frames.hex(receive());
    }

    /** Waits for the other side to hang up; fails if it says anything before. */
    void expectClosed() throws IOException {
        int next;
        try {
            next = in.read();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (SocketException e) {
            return; // a reset: closed while we were sending
        }
        if (next >= 0) {
            throw new AssertionError("a byte (expected: the end of the connection): " + next);
        }
    }

    /** Waits for the other side to hang up, whatever it says before. */
    void drain() throws IOException {
        try {
            in.skipNBytes(Long.MAX_VALUE);
        } catch (EOFException | SocketException e) {
            // closed, or reset
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.minirpc.internal.transport;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One end of a socket that speaks in bytes and shares no code with the transport. */
public final class RawPeer implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;

    public RawPeer(Socket socket) {
        try {
            this.socket = socket;
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RawPeer connect(int port) throws IOException {
        return new RawPeer(new Socket("127.0.0.1", port));
    }

    /** Connects with a small receive buffer, so that a peer that does not read is noticed soon. */
    public static RawPeer connectSlow(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(64 << 10);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        return new RawPeer(socket);
    }

    public record RawFrame(int codec, int type, int seq, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public void send(String hex) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(hex));
    }

    public void send(int codec, int type, int seq, byte[] body) throws IOException {
        byte[] header = HexFormat.of().parseHex("6d727001%02x%02x%08x%08x".formatted(codec, type, seq, body.length));
        byte[] frame = new byte[header.length + body.length];
        System.arraycopy(header, 0, frame, 0, header.length);
        System.arraycopy(body, 0, frame, header.length, body.length);
        socket.getOutputStream().write(frame);
    }

    public void send(int codec, int type, int seq, String body) throws IOException {
        send(codec, type, seq, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a frame; null at the end of the connection. */
    public @Nullable RawFrame read() throws IOException {
        byte[] header = new byte[14];
        try {
            in.readFully(header);
            String hex = HexFormat.of().formatHex(header);
            if (!hex.startsWith("6d727001")) {
                throw new AssertionError("header " + hex);
            }
            byte[] body = new byte[Integer.parseInt(hex.substring(20), 16)];
            in.readFully(body);
            return new RawFrame(header[4], header[5], Integer.parseUnsignedInt(hex.substring(12, 20), 16), body);
        } catch (EOFException | SocketException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

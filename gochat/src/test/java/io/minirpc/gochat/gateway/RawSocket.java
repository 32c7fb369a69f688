package io.minirpc.gochat.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket by hand: sends whatever it is told, and reads only when it is asked to. Blocking; not thread-safe. */
final class RawSocket implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final byte[] MASK = {1, 2, 3, 4};

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** A frame of the server. */
    record Frame(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }
    }

    RawSocket(int port, int receiveBuffer) throws IOException {
        this("127.0.0.1", port, receiveBuffer, TIMEOUT_MILLIS);
    }

    /** @param timeoutMillis of connecting, and of each read */
    RawSocket(String host, int port, int receiveBuffer, int timeoutMillis) throws IOException {
        socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout(timeoutMillis);
        socket.connect(new InetSocketAddress(host, port), timeoutMillis);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    static RawSocket open(int port) throws IOException {
        return open(port, 0);
    }

    static RawSocket open(int port, int receiveBuffer) throws IOException {
        RawSocket raw = new RawSocket(port, receiveBuffer);
        String head = raw.upgrade("127.0.0.1:" + port, "");
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IOException(head);
        }
        return raw;
    }

    /** Asks for a WebSocket; returns the head of the response. */
    String upgrade(String host, String moreHeaders) throws IOException {
        write("GET /ws HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + moreHeaders
                + "\r\n");
        return readHead();
    }

    String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads up to the end of the connection. */
    String readRest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void text(String text) throws IOException {
        send(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    void send(boolean last, int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(MASK);
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= MASK[i % 4];
        }
        frame.writeBytes(masked);
        out.write(frame.toByteArray());
        out.flush();
    }

    /** Reads a frame; fails after 10 s, or at the end. */
    Frame read() throws IOException {
        int first = in.readUnsignedByte();
        if ((first & 0x80) == 0) {
            throw new IOException("a fragment (expected: whole frames)");
        }
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new Frame(first & 0xf, payload);
    }

    /** Reads until the server's close frame, answers it, and returns its code. */
    int readClose() throws IOException {
        while (true) {
            Frame frame = read();
            if (frame.opcode() == CLOSE) {
                try {
                    send(true, CLOSE, Arrays.copyOf(frame.payload(), Math.min(2, frame.payload().length)));
                } catch (IOException e) {
                    // the server did not wait
                }
                return frame.closeCode();
            }
        }
    }

    /** Returns whether the server ends the TCP connection. */
    boolean ends() throws IOException {
        InputStream rest = in;
        byte[] some = new byte[8192];
        try {
            while (rest.read(some) >= 0) {
                // what was on its way
            }
        } catch (java.net.SocketException e) {
            return true; // reset
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

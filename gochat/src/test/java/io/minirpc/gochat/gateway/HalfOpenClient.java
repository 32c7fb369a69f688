package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrameCodec;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketTimeoutException;

/**
 * A client in a process of its own that prints what happens to it, one event a line. It reconnects when it has heard
 * nothing for two heartbeats, as docs/protocol.md says. Ends when its input ends.
 */
final class HalfOpenClient {
    private static final int PAUSE_MILLIS = 100;

    private final String host;
    private final int port;
    private final int heartbeatMillis;
    private final String token;
    private final PrintStream out;

    private HalfOpenClient(String[] args, PrintStream out) {
        host = args[0];
        port = Integer.parseInt(args[1]);
        heartbeatMillis = Integer.parseInt(args[2]);
        token = args[3];
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        Thread client = new Thread(new HalfOpenClient(args, System.out)::run);
        client.setDaemon(true);
        client.start();
        while (System.in.read() >= 0) {}
    }

    private void run() {
        while (true) {
            try (RawSocket raw = new RawSocket(host, port, 0, 2 * heartbeatMillis)) {
                raw.upgrade(host + ":" + port, "");
                raw.text("{\"hello\":{\"id\":1,\"v\":1,\"min_v\":1,\"device\":\"d\",\"token\":\"" + token + "\"}}");
                read(raw);
            } catch (SocketTimeoutException e) {
                out.println("silent");
            } catch (IOException e) {
                out.println("broken");
            }
            try {
                Thread.sleep(PAUSE_MILLIS); // the client's pause between two attempts
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void read(RawSocket raw) throws IOException {
        while (true) {
            RawSocket.Frame frame = raw.read();
            if (frame.opcode() == RawSocket.CLOSE) {
                return;
            }
            for (String line : frame.text().split("\n")) {
                handle(raw, ServerFrameCodec.INSTANCE.fromJson(line));
            }
        }
    }

    private void handle(RawSocket raw, ServerFrame frame) throws IOException {
        if (frame instanceof ServerFrame.Welcome welcome) {
            out.println("welcome " + welcome.truth().heads());
        } else if (frame instanceof ServerFrame.Message message) {
            out.println("message " + message.seq());
        } else if (frame instanceof ServerFrame.Mark mark) {
            raw.text("{\"ack\":{\"n\":" + mark.n() + "}}");
        } else if (frame instanceof ServerFrame.Truth) {
            raw.text("{\"alive\":{}}");
        }
    }
}

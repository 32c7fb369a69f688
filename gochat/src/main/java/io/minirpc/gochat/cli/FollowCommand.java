package io.minirpc.gochat.cli;

import io.minirpc.gochat.client.ClientListener;
import io.minirpc.gochat.client.ClientSettings;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints messages as they come. What arrives waits in a bounded queue; while it is full nothing more is read. */
@Command(
        name = "follow",
        description = {
            "Prints messages as they come, until Ctrl-C. Comes back by itself after a lost connection, and",
            "prints what was missed. With --json also what else happens to a conversation."
        })
final class FollowCommand implements Callable<Integer> {
    private static final int FULL = 1_000;
    private static final int NEARLY_EMPTY = 100;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private GochatCli cli;

    @Parameters(
            paramLabel = "CONVERSATION",
            arity = "0..*",
            description = "Ids, or @NAME. Default: all conversations, new ones too.")
    private List<String> conversations = List.of();

    @Option(names = "--count", paramLabel = "N", description = "Ends after this many messages. Default: never.")
    private @Nullable Integer count;

    private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>(); // messages, events, an end
    private boolean paused;

    @Override
    public Integer call() throws Exception {
        try (Online online = Online.open(cli, ClientSettings.Start.NOW, new Arrivals())) {
            Set<String> wanted = new HashSet<>();
            for (String conversation : conversations) {
                wanted.add(online.conversation(conversation));
            }
            print(online, wanted);
        }
        return 0;
    }

    private void print(Online online, Set<String> wanted) throws InterruptedException {
        Printer printer = cli.printer();
        Messages messages = new Messages(new Names(online));
        int printed = 0;
        while (count == null || printed < count) {
            Object next = arrived.take();
            keepPace(online);
            if (next instanceof End end) {
                throw online.endOf(end.code, end.reason);
            } else if (next instanceof Message message) {
                if (wanted.isEmpty() || wanted.contains(message.conversation())) {
                    printer.print(messages.event(message));
                    printed++;
                }
            } else if (next instanceof Connection connection) {
                printer.print(connection.event(online.session()));
            } else if (next instanceof Change change && (wanted.isEmpty() || wanted.contains(change.conversation))) {
                printer.print(change.event);
            }
        }
    }

    private void keepPace(Online online) {
        if (!paused && arrived.size() > FULL) {
            paused = true;
            online.client().pause();
        } else if (paused && arrived.size() < NEARLY_EMPTY) {
            paused = false;
            online.client().resume();
        }
    }

    /** What happened to a conversation beyond messages. */
    private record Change(String conversation, Event event) {}

    /** A connection that is there, or was lost. */
    private record Connection(@Nullable Integer code, String reason) {
        Event event(SavedSession session) {
            return code == null ? new Event.Connected(session.server()) : new Event.Disconnected(code, reason);
        }
    }

    /** The end of all connections. */
    private record End(int code, String reason) {}

    private final class Arrivals implements ClientListener {
        @Override
        public void connected(Welcome welcome) {
            arrived.add(new Connection(null, ""));
        }

        @Override
        public void disconnected(int code, String reason) {
            arrived.add(new Connection(code, reason));
        }

        @Override
        public void ended(int code, String reason) {
            arrived.add(new End(code, reason));
        }

        @Override
        public void shown(Message message) {
            arrived.add(message);
        }

        @Override
        public void recalled(String conversation, long seq) {
            arrived.add(new Change(conversation, new Event.Recalled(conversation, seq)));
        }

        @Override
        public void gap(String conversation, long first) {
            arrived.add(new Change(conversation, new Event.Gap(conversation, first)));
        }

        @Override
        public void dropped(String conversation) {
            arrived.add(new Change(conversation, new Event.Dropped(conversation)));
        }

        @Override
        public void joined(String conversation, long seq) {
            arrived.add(new Change(conversation, new Event.Joined(conversation, seq)));
        }

        @Override
        public void left(String conversation, long last) {
            arrived.add(new Change(conversation, new Event.Left(conversation, last)));
        }
    }
}

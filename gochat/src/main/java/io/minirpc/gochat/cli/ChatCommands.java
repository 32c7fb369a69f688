package io.minirpc.gochat.cli;

import io.minirpc.gochat.client.ChatClient;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Listed;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Page;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The commands about conversations that ask once and end. */
final class ChatCommands {
    private ChatCommands() {}

    /** What is done with a connection. */
    abstract static class Connected implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private GochatCli cli;

        abstract void run(Online online, Printer printer) throws Exception;

        final GochatCli cli() {
            return cli;
        }

        @Override
        public final Integer call() throws Exception {
            try (Online online = Online.open(cli)) {
                run(online, cli.printer());
            }
            return 0;
        }
    }

    /** Prints the list. */
    @Command(
            name = "list",
            description = "Prints the conversations, newest activity first: unread messages, name, id, last message.")
    static final class ListConversations extends Connected {
        @Option(names = "--limit", paramLabel = "N", description = "How many at most. Default: ${DEFAULT-VALUE}.")
        private int limit = 50;

        @Override
        void run(Online online, Printer printer) throws Exception {
            Messages messages = new Messages(new Names(online));
            int left = limit;
            ClientFrame.ListPosition before = null;
            while (left > 0) {
                Listed page = page(online, before, Math.min(left, 100));
                for (Conversation entry : page.conversations()) {
                    printer.print(event(entry, messages));
                }
                left -= page.conversations().size();
                if (!page.more() || page.conversations().isEmpty()) {
                    return;
                }
                Conversation lowest =
                        page.conversations().get(page.conversations().size() - 1);
                before = new ClientFrame.ListPosition(lowest.time(), lowest.id());
            }
        }

        private static Listed page(Online online, ClientFrame.@Nullable ListPosition before, int size)
                throws Exception {
            return (Listed)
                    online.await(online.client().ask(id -> new ClientFrame.ListConversations(id, before, null, size)));
        }

        private static Event.Listed event(Conversation entry, Messages messages) throws InterruptedException {
            Message last = entry.last();
            return new Event.Listed(
                    entry.id(),
                    Names.nameOf(entry),
                    entry.peer() == null ? null : entry.peer().id(),
                    entry.group() == null ? null : entry.group().role(),
                    entry.left(),
                    entry.head(),
                    entry.read(),
                    entry.unread(),
                    entry.time(),
                    last == null ? null : messages.event(last).text());
        }
    }

    /** Sends texts. */
    @Command(
            name = "send",
            description = {
                "Sends a text; without one, each line of the standard input, in order.",
                "Returns when the server has committed it."
            })
    static final class Send extends Connected {
        @Parameters(index = "0", paramLabel = "CONVERSATION", description = "An id, or @NAME.")
        private String conversation = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "TEXT", description = "What to send.")
        private @Nullable String text;

        @Option(
                names = "--id",
                paramLabel = "ID",
                description = "An id for TEXT, 1 to 64 of A-Z a-z 0-9 . _ : -; the same id is the same message, so the"
                        + " command may be repeated after a failure.")
        private @Nullable String clientMsgId;

        @Override
        void run(Online online, Printer printer) throws Exception {
            String to = online.conversation(conversation);
            if (text != null) {
                send(online, printer, to, text, clientMsgId);
                return;
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(cli().in(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    send(online, printer, to, line, null);
                }
            }
        }

        private static void send(Online online, Printer printer, String to, String text, @Nullable String clientMsgId)
                throws Exception {
            ChatClient client = online.client();
            String id = clientMsgId == null ? client.newClientMsgId() : clientMsgId;
            printer.print(sent(online.await(client.send(to, text, id)), clientMsgId != null));
        }
    }

    /** Returns what is printed of an answer; that a client repeated a request by itself is its own affair. */
    static Event.Sent sent(ServerFrame.Sent sent, boolean isNamed) {
        boolean again = isNamed && sent.again();
        return new Event.Sent(sent.conversation(), sent.seq(), sent.messageId(), sent.time(), again);
    }

    /** Prints older messages. */
    @Command(name = "history", description = "Prints messages of a conversation, oldest first.")
    static final class History extends Connected {
        @Parameters(paramLabel = "CONVERSATION", description = "An id, or @NAME.")
        private String conversation = "";

        @Option(
                names = "--before",
                paramLabel = "SEQ",
                description = "Those below this message, whose number stands in brackets. Default: the newest.")
        private @Nullable Long before;

        @Option(
                names = "--limit",
                paramLabel = "N",
                description = "How many at most, 1 to 200. Default: ${DEFAULT-VALUE}.")
        private int limit = 50;

        @Override
        void run(Online online, Printer printer) throws Exception {
            Messages messages = new Messages(new Names(online));
            Page page = online.await(online.client().history(online.conversation(conversation), null, before, limit));
            for (Message message : page.messages()) {
                printer.print(messages.event(message));
            }
        }
    }

    /** Moves the read cursor. */
    @Command(name = "read", description = "Marks messages as read, on all devices.")
    static final class Read extends Connected {
        @Parameters(index = "0", paramLabel = "CONVERSATION", description = "An id, or @NAME.")
        private String conversation = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "SEQ",
                description = "The last message that is read. Default: the newest.")
        private @Nullable Long seq;

        @Override
        void run(Online online, Printer printer) throws Exception {
            String id = online.conversation(conversation);
            long upTo = seq == null ? newest(online, id) : seq;
            ServerFrame.Cursor cursor = online.await(online.client().read(id, upTo));
            printer.print(new Event.Cursor(cursor.conversation(), cursor.read(), cursor.unread()));
        }

        private static long newest(Online online, String conversation) throws Exception {
            Listed listed = (Listed) online.await(online.client()
                    .ask(id -> new ClientFrame.ListConversations(id, null, List.of(conversation), null)));
            return listed.conversations().stream()
                    .findFirst()
                    .map(Conversation::head)
                    .orElseThrow(() -> new CliException(
                            CliException.REFUSED, "NOT_FOUND", conversation + " is no conversation of yours"));
        }
    }
}

package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.RequestValues.clamped;
import static io.minirpc.gochat.gateway.RequestValues.conversation;
import static io.minirpc.gochat.gateway.RequestValues.group;
import static io.minirpc.gochat.gateway.RequestValues.messageSeq;
import static io.minirpc.gochat.gateway.RequestValues.positions;
import static io.minirpc.gochat.gateway.RequestValues.required;
import static io.minirpc.gochat.gateway.RequestValues.seq;
import static io.minirpc.gochat.gateway.RequestValues.userId;

import io.minirpc.gochat.api.GroupReceipts;
import io.minirpc.gochat.api.HistoryPage;
import io.minirpc.gochat.api.HistoryQuery;
import io.minirpc.gochat.api.ListQuery;
import io.minirpc.gochat.api.MemberPage;
import io.minirpc.gochat.api.SendCommand;
import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.ClientFrame.Request;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.Listed;
import io.minirpc.gochat.frame.ServerFrame.Members;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Ok;
import io.minirpc.gochat.frame.ServerFrame.Page;
import io.minirpc.gochat.frame.ServerFrame.Receipts;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.frame.ServerFrame.Synced;
import io.minirpc.gochat.trace.MessageTrace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks the services what clients ask. Stages never fail: failures are answers. Thread-safe. */
final class Requests {
    /** What a frame needs beside its entries or messages. */
    private static final int FRAME_BYTES = 1 << 10;

    private static final int MAX_LIST = 100;
    private static final int MAX_HISTORY = 200;
    private static final int MAX_WATCHED = 50;
    private static final int MAX_MEMBERS = 200;
    private static final int DEFAULT_LIMIT = 50;

    private final Services services;
    private final Presence presence;
    private final MessageTrace traces;

    Requests(Services services, Presence presence, MessageTrace traces) {
        this.services = services;
        this.presence = presence;
        this.traces = traces;
    }

    CompletionStage<ServerFrame> answer(Connection connection, Request request) {
        return answer(connection, request, 0);
    }

    /** @param waitedNanos how long it has waited for those before it */
    CompletionStage<ServerFrame> answer(Connection connection, Request request, long waitedNanos) {
        CompletionStage<ServerFrame> answer;
        try {
            answer = ask(connection, request, waitedNanos);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedStage(e);
        }
        return answer.exceptionally(failure -> Failures.answer(request.id(), failure));
    }

    /** Tells that a user is writing; failures are ignored. */
    void typing(Session session, ClientFrame.Typing typing) {
        try {
            services.inbox().typing(session.user(), conversation(session, typing.conversation()));
        } catch (RuntimeException e) {
            Failures.ignore(e);
        }
    }

    private CompletionStage<ServerFrame> ask(Connection connection, Request request, long waitedNanos) {
        Session session = connection.session();
        if (request instanceof ClientFrame.Send send) {
            return send(session, send, waitedNanos);
        } else if (request instanceof ClientFrame.Sync sync) {
            return sync(session, sync);
        } else if (request instanceof ClientFrame.ListConversations list) {
            return list(session, list);
        } else if (request instanceof ClientFrame.History history) {
            return history(session, history);
        } else if (request instanceof ClientFrame.Read read) {
            return read(session, connection.id(), read);
        } else if (request instanceof ClientFrame.Watch watch) {
            return watch(connection, watch);
        } else if (request instanceof ClientFrame.Block block) {
            return block(session, block);
        } else if (request instanceof ClientFrame.Change change) {
            return change(session, change, waitedNanos);
        } else if (request instanceof ClientFrame.ListMembers list) {
            return members(session, list);
        } else if (request instanceof ClientFrame.ListReceipts list) {
            return receipts(session, list);
        }
        throw RequestException.invalid("a second hello (expected: one)");
    }

    private CompletionStage<ServerFrame> send(Session session, ClientFrame.Send send, long waitedNanos) {
        String to = conversation(session, send.to());
        SendCommand command = new SendCommand(
                session.user(),
                required("client_msg_id", send.clientMsgId()),
                required("type", send.type()),
                required("content", send.content()));
        return traces.sending(session.traced(), to, waitedNanos)
                .call(() -> services.conversations().send(to, command))
                .thenApply(result -> sent(send.id(), to, result));
    }

    private CompletionStage<ServerFrame> change(Session session, ClientFrame.Change request, long waitedNanos) {
        ConversationChange change = ConversationChange.of(session, request);
        return traces.sending(session.traced(), change.conversation(), waitedNanos)
                .call(() -> services.conversations().change(change.conversation(), change.command()))
                .thenApply(result -> sent(request.id(), change.conversation(), result));
    }

    private CompletionStage<ServerFrame> members(Session session, ClientFrame.ListMembers list) {
        String group = group(list.conversation());
        long after = list.after() == null ? 0 : userId("after", list.after());
        int limit = clamped(list.limit(), DEFAULT_LIMIT, MAX_MEMBERS);
        return services.inbox().members(session.user(), group, after, limit).thenApply(found -> {
            MemberPage page = found(group, found);
            return new Members(list.id(), group, page.group(), page.code(), page.members(), page.more(), limit);
        });
    }

    private CompletionStage<ServerFrame> receipts(Session session, ClientFrame.ListReceipts list) {
        String group = group(list.conversation());
        long seq = messageSeq("seq", list.seq());
        return services.inbox().receipts(session.user(), group, seq).thenApply(found -> {
            GroupReceipts receipts = found(group, found);
            return new Receipts(list.id(), group, seq, texts(receipts.read()), texts(receipts.delivered()));
        });
    }

    private static List<String> texts(List<Long> ids) {
        return ids.stream().map(Ids::text).toList();
    }

    private static ServerFrame sent(long id, String to, SendResult result) {
        if (result instanceof SendResult.Sent sent) {
            return new Sent(id, to, sent.seq(), Ids.text(sent.messageId()), sent.time(), sent.again());
        } else if (result instanceof SendResult.Refused refused) {
            return Frames.failure(id, refused.code(), refused.text());
        } else if (result instanceof SendResult.Busy busy) {
            return Frames.failure(id, ErrorCode.BUSY, busy.retryAfterMs(), "the outcome is unknown");
        }
        throw new IllegalStateException("result: " + result + " (expected: one that this version knows)");
    }

    private CompletionStage<ServerFrame> sync(Session session, ClientFrame.Sync sync) {
        Map<String, Position> have = positions(sync.have());
        return services.inbox()
                .sync(session.user(), have, Frames.MAX_BYTES - FRAME_BYTES)
                .thenApply(entries -> new Synced(sync.id(), entries));
    }

    private CompletionStage<ServerFrame> list(Session session, ClientFrame.ListConversations list) {
        List<String> only = list.only();
        if (only != null && only.size() > MAX_LIST) {
            only = only.subList(0, MAX_LIST);
        }
        int limit = clamped(list.limit(), DEFAULT_LIMIT, MAX_LIST);
        return services.inbox()
                .list(session.user(), new ListQuery(list.before(), only, limit))
                .thenApply(page -> new Listed(list.id(), page.conversations(), page.more(), page.rest(), limit));
    }

    private CompletionStage<ServerFrame> history(Session session, ClientFrame.History history) {
        String conversation = conversation(session, history.conversation());
        int limit = clamped(history.limit(), DEFAULT_LIMIT, MAX_HISTORY);
        HistoryQuery query = new HistoryQuery(
                seq("after", history.after()), seq("before", history.before()), limit, Frames.MAX_BYTES - FRAME_BYTES);
        return services.inbox()
                .history(session.user(), conversation, query)
                .thenApply(page -> page(history.id(), conversation, limit, found(conversation, page)));
    }

    private static ServerFrame page(long id, String conversation, int limit, HistoryPage page) {
        List<Message> messages = page.messages();
        long first = messages.isEmpty() ? 0 : messages.get(0).seq();
        long last = messages.isEmpty() ? 0 : messages.get(messages.size() - 1).seq();
        return new Page(id, conversation, first, last, messages, page.more(), limit);
    }

    private CompletionStage<ServerFrame> read(Session session, String connection, ClientFrame.Read read) {
        String conversation = conversation(session, read.conversation());
        return services.inbox()
                .read(session.user(), conversation, RequestValues.seq("seq", read.seq()), connection)
                .thenApply(cursor -> {
                    Cursor moved = found(conversation, cursor);
                    return new Cursor(read.id(), conversation, moved.read(), moved.unread(), moved.at());
                });
    }

    private static <T> T found(String conversation, Optional<T> value) {
        return value.orElseThrow(() -> RequestValues.notFound(conversation));
    }

    private CompletionStage<ServerFrame> watch(Connection connection, ClientFrame.Watch watch) {
        List<String> users = watch.users() == null ? List.of() : watch.users();
        List<Long> ids = users.stream()
                .limit(MAX_WATCHED)
                .map(user -> userId("users", user))
                .distinct()
                .toList();
        return presence.watch(connection, ids).thenApply(ignored -> new Ok(watch.id()));
    }

    private CompletionStage<ServerFrame> block(Session session, ClientFrame.Block block) {
        long other = userId("user", block.user());
        if (other == session.user()) {
            throw RequestException.invalid("user: " + other + " (expected: another user)");
        }
        return services.inbox().block(session.user(), other, block.blocked()).thenApply(error -> {
            if (error.isPresent()) {
                return Frames.failure(block.id(), error.get(), "user: " + other + " (expected: one that exists)");
            }
            presence.blocksChanged(session.user(), other);
            return new Ok(block.id());
        });
    }
}

package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.RequestValues.group;
import static io.minirpc.gochat.gateway.RequestValues.messageSeq;
import static io.minirpc.gochat.gateway.RequestValues.required;
import static io.minirpc.gochat.gateway.RequestValues.userId;
import static io.minirpc.gochat.gateway.RequestValues.userIds;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.ChangeCommand;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ClientFrame.Request;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.GroupLimits;

/**
 * A change of a conversation that a client asks for, with its values checked.
 *
 * @param conversation the canonical id; that of a new group is computed
 */
record ConversationChange(String conversation, ChangeCommand command) {
    /** Reads a request; throws a {@link RequestException} that says what was seen and expected. */
    static ConversationChange of(Session session, ClientFrame.Change request) {
        String clientMsgId = required("client_msg_id", request.clientMsgId());
        return new ConversationChange(
                conversationOf(session, clientMsgId, request),
                new ChangeCommand(session.user(), clientMsgId, change(request)));
    }

    private static String conversationOf(Session session, String clientMsgId, ClientFrame.Change request) {
        if (request instanceof ClientFrame.CreateGroup) {
            return ConversationId.ofGroup(session.user(), clientMsgId).toString();
        }
        return request instanceof ClientFrame.Recall
                ? RequestValues.conversation(session, request.conversation())
                : group(request.conversation());
    }

    private static Change change(ClientFrame.Change request) {
        if (request instanceof ClientFrame.CreateGroup create) {
            return new Change.Create(
                    required("name", create.name()), userIds("members", create.members(), GroupLimits.ADDED));
        } else if (request instanceof ClientFrame.Invite invite) {
            return new Change.Invite(userIds("users", required("users", invite.users()), GroupLimits.ADDED));
        } else if (request instanceof ClientFrame.Join join) {
            return new Change.Join(required("code", join.code()));
        } else if (request instanceof ClientFrame.Leave) {
            return new Change.Leave();
        } else if (request instanceof ClientFrame.Kick kick) {
            return new Change.Kick(userId("user", kick.user()));
        } else if (request instanceof ClientFrame.SetRole set) {
            return new Change.SetRole(userId("user", set.user()), required("role", set.role()));
        } else if (request instanceof ClientFrame.Rename rename) {
            return new Change.Rename(required("name", rename.name()));
        } else if (request instanceof ClientFrame.Dissolve) {
            return new Change.Dissolve();
        } else if (request instanceof ClientFrame.Recall recall) {
            return new Change.Recall(messageSeq("seq", recall.seq()));
        }
        throw new IllegalStateException("request: " + request + " (expected: one that this version knows)");
    }

    /** Returns whether a request is committed to a conversation, in the order of its connection. */
    static boolean isCommitted(Request request) {
        return request instanceof ClientFrame.Send || request instanceof ClientFrame.Change;
    }

    /** Returns the conversation that a send or a change names; empty where there is none. Unchecked. */
    static String orderOf(Session session, Request request) {
        String named = null;
        if (request instanceof ClientFrame.Send send) {
            named = send.to();
        } else if (request instanceof ClientFrame.CreateGroup create && create.clientMsgId() != null) {
            named = ConversationId.ofGroup(session.user(), create.clientMsgId()).toString();
        } else if (request instanceof ClientFrame.Change change) {
            named = change.conversation();
        }
        return named == null ? "" : named;
    }
}

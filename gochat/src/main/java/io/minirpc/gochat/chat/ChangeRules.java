package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.Change.Create;
import io.minirpc.gochat.api.Change.Invite;
import io.minirpc.gochat.api.Change.Kick;
import io.minirpc.gochat.api.Change.Recall;
import io.minirpc.gochat.api.Change.Rename;
import io.minirpc.gochat.api.Change.SetRole;
import io.minirpc.gochat.api.ChangeCommand;
import io.minirpc.gochat.api.SendResult.Refused;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.ConversationId.OfGroup;
import io.minirpc.gochat.frame.DisplayNames;
import io.minirpc.gochat.frame.GroupLimits;
import java.util.List;
import java.util.Optional;

/** The rules of docs/protocol.md for the values of a change. What depends on the group is in {@link GroupRules}. */
final class ChangeRules {
    private ChangeRules() {}

    /** Returns why a change is refused whatever the database says; empty where it may be tried. */
    static Optional<Refused> check(String conversation, ChangeCommand command) {
        return SendRules.checkClientMsgId(command.clientMsgId())
                .or(() -> checkConversation(conversation, command))
                .or(() -> checkValues(command.change()));
    }

    private static Optional<Refused> checkConversation(String conversation, ChangeCommand command) {
        Optional<ConversationId> id = ConversationId.parse(conversation);
        boolean recall = command.change() instanceof Recall;
        if (recall ? id.isEmpty() : id.filter(OfGroup.class::isInstance).isEmpty()) {
            String expected = recall ? "p:LOW:HIGH or g:ID" : "g:ID";
            return SendRules.invalid(
                    "conversation: " + SendRules.shown(conversation) + " (expected: " + expected + ")");
        }
        if (command.change() instanceof Create && !conversation.equals(idOfNew(command))) {
            return SendRules.invalid("conversation: " + conversation + " (expected: " + idOfNew(command) + ")");
        }
        return Optional.empty();
    }

    private static String idOfNew(ChangeCommand command) {
        return ConversationId.ofGroup(command.user(), command.clientMsgId()).toString();
    }

    private static Optional<Refused> checkValues(Change change) {
        if (change instanceof Create create) {
            return checkName(create.name()).or(() -> checkUsers("members", create.members(), 0));
        } else if (change instanceof Invite invite) {
            return checkUsers("users", invite.users(), 1);
        } else if (change instanceof Rename rename) {
            return checkName(rename.name());
        } else if (change instanceof Kick kick) {
            return checkPositive("user", kick.user());
        } else if (change instanceof SetRole set) {
            return checkPositive("user", set.user());
        }
        return change instanceof Recall recall ? checkPositive("seq", recall.seq()) : Optional.empty();
    }

    private static Optional<Refused> checkName(String name) {
        return DisplayNames.flawOf(name.strip()).flatMap(flaw -> SendRules.invalid("name: " + flaw));
    }

    private static Optional<Refused> checkUsers(String field, List<Long> users, int least) {
        if (users.size() < least || users.size() > GroupLimits.ADDED) {
            return SendRules.invalid(
                    field + ": " + users.size() + " users (expected: " + least + " to " + GroupLimits.ADDED + ")");
        }
        return users.stream()
                .filter(user -> user <= 0)
                .findFirst()
                .flatMap(user -> SendRules.invalid(field + ": " + user + " (expected: ids of users)"));
    }

    private static Optional<Refused> checkPositive(String field, long value) {
        return value > 0
                ? Optional.empty()
                : SendRules.invalid(field + ": " + value + " (expected: a positive number)");
    }
}

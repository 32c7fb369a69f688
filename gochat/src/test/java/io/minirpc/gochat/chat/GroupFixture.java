package io.minirpc.gochat.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Refused;
import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.chat.Chat.Row;
import io.minirpc.gochat.frame.ErrorCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;

/** A database that two services share, and users who make groups in it. */
abstract class GroupFixture extends ServicePair {
    static final long ZOE = 14;
    static final long NOBODY = 999;

    private int changes;

    GroupFixture() {
        super("2026-11-27T12:00:00Z");
    }

    @BeforeEach
    void addZoe() {
        chat.addUsers(ZOE);
    }

    Sent change(String group, long user, Change change) {
        return one.changeUntilSent(group, user, "change" + changes++, change);
    }

    CompletableFuture<SendResult> change(Service service, String group, long user, Change change) {
        return service.change(group, user, "change" + changes++, change);
    }

    void block(long blocker, long blocked) {
        chat.update("INSERT INTO blocks (blocker, blocked, since_ms) VALUES (?, ?, 0)", blocker, blocked);
    }

    List<String> events(String group) {
        return chat.messages(group).stream()
                .filter(row -> row.type().equals("system"))
                .map(Row::content)
                .toList();
    }

    long number(String sql, Object... values) {
        return chat.number(sql, values);
    }

    long member(String column, String group, long user) {
        return number("SELECT " + column + " FROM members WHERE conversation = ? AND user_id = ?", group, user);
    }

    long own(String group, long user) {
        return member("own_above", group, user);
    }

    String code(String group) {
        return chat.texts("SELECT code FROM chat_groups WHERE conversation = ?", group)
                .get(0);
    }

    static void assertRefused(CompletableFuture<SendResult> answer, ErrorCode code) {
        assertThat(Service.get(answer))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.code()).as(refused.text()).isEqualTo(code));
    }
}

package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.InboxFixture.done;
import static io.minirpc.gochat.store.ChatRows.JANUARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.Delivered;
import io.minirpc.gochat.api.HistoryQuery;
import io.minirpc.gochat.api.ListQuery;
import io.minirpc.gochat.api.Opening;
import io.minirpc.gochat.frame.ClientFrame.ListPosition;
import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.store.Faults;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every statement of the inbox finds its rows by an index: no table is read from end to end. */
class InboxPlansTest {
    /** How H2 says which index it uses for a table, and by which condition. */
    private static final Pattern ACCESS = Pattern.compile("/\\* PUBLIC\\.([^ :]+)(: [^*]+)? \\*/");

    @Test
    void noStatementReadsAWholeTable(@TempDir Path folder) {
        try (InboxFixture chat = new InboxFixture(TestDatabase.H2, folder)) {
            long ada = chat.user();
            long bob = chat.user();
            for (int i = 0; i < 500; i++) {
                chat.rows.session(i + 1, chat.user(), Long.MAX_VALUE, null);
            }
            chat.rows.conversations(ada, 100_000, 2_000, JANUARY);
            String conversation = chat.rows.conversation(ada, bob);
            chat.rows.sendMany(conversation, bob, 3_000, JANUARY);
            String group = chat.group(ada, bob);
            for (int i = 0; i < 100; i++) {
                chat.group(ada, bob, ada - 1 - i);
            }
            chat.rows.sendMany(group, ada, 9, JANUARY);
            for (int i = 0; i < 300; i++) {
                done(chat.inbox.block(ada - i, bob, true));
            }
            chat.database.read(sql -> sql.update("ANALYZE"));

            Set<String> statements = ConcurrentHashMap.newKeySet();
            chat.faults.set(new Faults.Hook() {
                @Override
                public void before(String step) {
                    statements.add(step);
                }
            });
            useAll(chat, ada, bob, conversation);
            useGroups(chat, ada, group);
            await().until(() -> statements.stream().anyMatch(text -> text.startsWith("SELECT seq, sender")));
            chat.faults.clear();

            List<String> read = statements.stream()
                    .filter(text -> text.matches("\\(?(SELECT|UPDATE|DELETE).*"))
                    .toList();
            assertThat(read).hasSizeGreaterThan(20);
            assertThat(read)
                    .allSatisfy(text -> assertThat(accesses(chat, text))
                            .isNotEmpty()
                            .allSatisfy(access -> assertThat(access.group(2))
                                    .as("%s in %s", access.group(), text)
                                    .isNotNull()));
        }
    }

    private static void useAll(InboxFixture chat, long ada, long bob, String conversation) {
        done(chat.inbox.open(List.of(new Opening(ada, 1), new Opening(bob, 2))));
        done(chat.inbox.truths(List.of(ada, bob)));
        done(chat.inbox.sync(
                ada, Map.of(conversation, new Position(2_000, "1002000"), "p:1:2", new Position(0, null)), 10_000));
        done(chat.inbox.history(ada, conversation, new HistoryQuery(null, null, 50, 10_000)));
        done(chat.inbox.list(ada, new ListQuery(null, null, 50)));
        done(chat.inbox.list(ada, new ListQuery(new ListPosition(JANUARY, "p:1:2"), List.of(conversation), 50)));
        done(chat.inbox.read(ada, conversation, 1_000, "c"));
        done(chat.inbox.read(ada, conversation, 2_999, "c"));
        done(chat.inbox.delivered(List.of(new Delivered(ada, conversation, 5))));
        done(chat.inbox.typing(ada, conversation));
        done(chat.inbox.block(ada, bob, true));
        done(chat.inbox.block(ada, bob, false));
        done(chat.inbox.watchable(ada, List.of(bob, 7L)));
    }

    private static void useGroups(InboxFixture chat, long ada, String group) {
        done(chat.inbox.sync(ada, Map.of(group, new Position(0, null)), 10_000));
        done(chat.inbox.read(ada, group, 5, "c"));
        done(chat.inbox.delivered(List.of(new Delivered(ada, group, 7))));
        done(chat.inbox.typing(ada, group));
        done(chat.inbox.members(ada, group, 0, 50));
        done(chat.inbox.receipts(ada, group, 2));
        done(chat.inbox.viewers(group, 5));
        done(chat.inbox.largeGroups(List.of(ada, 7L)));
    }

    private static List<MatchResult> accesses(InboxFixture chat, String text) {
        Object[] values =
                Collections.nCopies(text.replaceAll("[^?]", "").length(), "1").toArray();
        String plan = chat.database
                .read(sql -> sql.first("EXPLAIN " + text, row -> row.getString(1), values))
                .orElseThrow();
        String flat = plan.replace("/++", "/*").replace("++/", "*/"); // a subquery's are nested
        return ACCESS.matcher(flat).results().toList();
    }
}

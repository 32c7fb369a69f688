package io.minirpc.gochat.chat;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.gochat.api.ConversationPage;
import io.minirpc.gochat.api.Delivered;
import io.minirpc.gochat.api.GroupReceipts;
import io.minirpc.gochat.api.GroupView;
import io.minirpc.gochat.api.HistoryPage;
import io.minirpc.gochat.api.HistoryQuery;
import io.minirpc.gochat.api.InboxService;
import io.minirpc.gochat.api.ListQuery;
import io.minirpc.gochat.api.MemberPage;
import io.minirpc.gochat.api.Opened;
import io.minirpc.gochat.api.Opening;
import io.minirpc.gochat.chat.Notices.Notice;
import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.ConversationId.OfGroup;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.GroupLimits;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.Member;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.Typing;
import io.minirpc.gochat.frame.ServerFrame.User;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.store.BlockStore;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.GroupStore;
import io.minirpc.gochat.store.InboxStore;
import io.minirpc.gochat.store.InboxStore.Session;
import io.minirpc.gochat.store.InboxStore.Sums;
import io.minirpc.gochat.store.MessageStore;
import io.minirpc.gochat.store.Stores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The conversations, messages and cursors of users, read from the database; cursors are also committed to it.
 * Thread-safe; no method blocks. Failures of the store are {@link RpcException}s: UNAVAILABLE if the call may succeed
 * later, INTERNAL otherwise.
 */
public final class Inbox implements InboxService {
    private static final int MAX_USERS = 200;
    private static final int MAX_POSITIONS = 500;
    private static final int MAX_NAMED = 100;
    private static final int MAX_WATCHED = 50;
    private static final int MAX_MEMBERS = 200;
    private static final Duration COUNTS = Duration.ofSeconds(2);

    private final StoreCalls calls;
    private final InstantSource clock;
    private final InboxStore store;
    private final BlockStore blocks;
    private final GroupStore groups;
    private final SyncReader sync;
    private final HistoryReader history;
    private final ListReader list;
    private final ReceiptReader receipts;
    private final Cursors cursors;
    private final Notices notices;
    private final Waiting waiting;
    private final String epoch;

    /** Opens the inbox of a database; reads the epoch from it, or makes one at the first start. Blocks meanwhile. */
    public Inbox(Database database, Stores stores, Routing routing, InstantSource clock) {
        this(database, stores, routing, clock, Duration.ofMillis(100), COUNTS);
    }

    /**
     * @param interval in which moves of cursors gather
     * @param counts the same for counts of receipts in groups
     */
    Inbox(Database database, Stores stores, Routing routing, InstantSource clock, Duration interval, Duration counts) {
        calls = new StoreCalls(database);
        this.clock = clock;
        store = stores.inbox();
        blocks = stores.blocks();
        groups = stores.groups();
        MessageStore messages = stores.messages();
        MessagePages pages = new MessagePages(messages, routing.hot());
        sync = new SyncReader(store, messages, pages);
        history = new HistoryReader(store, pages);
        list = new ListReader(store, stores.lists(), messages);
        waiting = new Waiting(routing.hints());
        notices = new Notices(routing.routes(), routing.bus());
        receipts = new ReceiptReader(groups, messages);
        cursors = new Cursors(
                stores.cursors(), database, interval, notices, new GroupCounts(receipts, database, notices, counts));
        epoch = Epoch.of(stores.settings());
    }

    @Override
    public CompletionStage<String> epoch() {
        return CompletableFuture.completedStage(epoch);
    }

    @Override
    public CompletionStage<List<Opened>> open(List<Opening> openings) {
        CompletionStage<List<Opened>> opened = onStore(MAX_USERS, openings, () -> {
            Map<Long, Session> alive = store.sessions(
                    openings.stream().map(Opening::session).toList(), clock.millis(), GroupLimits.REGISTERED);
            return openings.stream()
                    .map(opening -> opened(opening, alive.get(opening.session())))
                    .toList();
        });
        return opened.thenCompose(waiting::add);
    }

    private Opened opened(Opening opening, @Nullable Session session) {
        return session == null || session.user() != opening.user()
                ? new Opened(null, truth(Sums.NONE), epoch, List.of(), null)
                : new Opened(
                        new User(Ids.text(session.user()), session.name(), session.display()),
                        truth(session.sums()),
                        epoch,
                        session.groups(),
                        null);
    }

    @Override
    public CompletionStage<List<Truth>> truths(List<Long> users) {
        return onStore(MAX_USERS, users, () -> {
            Map<Long, Sums> sums = store.sums(users);
            return users.stream()
                    .map(user -> truth(sums.getOrDefault(user, Sums.NONE)))
                    .toList();
        });
    }

    private static Truth truth(Sums sums) {
        return new Truth(sums.n(), sums.heads(), sums.reads());
    }

    @Override
    public CompletionStage<Map<String, SyncEntry>> sync(long user, Map<String, Position> have, int maxBytes) {
        return onStore(MAX_POSITIONS, have.keySet(), () -> sync.read(user, have, maxBytes));
    }

    @Override
    public CompletionStage<ConversationPage> list(long user, ListQuery query) {
        List<String> only = query.only();
        return onStore(MAX_NAMED, only == null ? List.of() : only, () -> list.read(user, query));
    }

    @Override
    public CompletionStage<Optional<HistoryPage>> history(long user, String conversation, HistoryQuery query) {
        return calls.run(() -> history.read(user, conversation, query));
    }

    @Override
    public CompletionStage<Optional<Cursor>> read(long user, String conversation, long seq, String connection) {
        return StoreFailures.translated(cursors.read(user, conversation, seq, connection));
    }

    @Override
    public CompletionStage<Void> delivered(List<Delivered> delivered) {
        return StoreFailures.translated(cursors.delivered(delivered));
    }

    @Override
    public CompletionStage<Void> typing(long user, String conversation) {
        return calls.run(() -> {
            long read = System.nanoTime();
            List<Long> others = listeners(user, conversation);
            if (!others.isEmpty()) {
                Notice typing = new Notice(others, new Typing(conversation, Ids.text(user)), null);
                notices.sendToMembers(List.of(typing), read);
            }
            return null;
        });
    }

    /** Membership is read from the database each time: who was removed neither types nor sees others type. */
    private List<Long> listeners(long user, String conversation) {
        return ConversationId.parse(conversation)
                .map(id -> id instanceof OfGroup
                        ? groups.others(user, conversation, GroupLimits.LARGE)
                        : blocks.reachable(user, conversation).stream().boxed().toList())
                .orElse(List.of());
    }

    @Override
    public CompletionStage<Optional<ErrorCode>> block(long user, long other, boolean blocked) {
        if (other <= 0 || other == user) {
            return CompletableFuture.completedFuture(Optional.of(ErrorCode.NOT_FOUND));
        }
        String conversation = ConversationId.of(user, other).toString();
        return calls.run(() -> {
            boolean known =
                    blocked ? blocks.block(user, other, conversation, clock.millis()) : blocks.unblock(user, other);
            return known ? Optional.empty() : Optional.of(ErrorCode.NOT_FOUND);
        });
    }

    @Override
    public CompletionStage<List<Long>> watchable(long user, List<Long> users) {
        return onStore(MAX_WATCHED, users, () -> {
            List<Long> others = users.stream()
                    .distinct()
                    .filter(other -> other > 0 && other != user)
                    .toList();
            Set<Long> acquainted = blocks.acquainted(user, others, GroupLimits.LARGE);
            return others.stream().filter(acquainted::contains).toList();
        });
    }

    @Override
    public CompletionStage<Optional<MemberPage>> members(long user, String conversation, long after, int limit) {
        int most = Math.min(Math.max(limit, 1), MAX_MEMBERS);
        return calls.run(
                () -> groups.members(user, conversation, after, most + 1).map(page -> page(page, most)));
    }

    /** Cuts off the member that only says that there are more. */
    private static MemberPage page(GroupStore.Page page, int most) {
        List<Member> members = page.members();
        boolean invites = page.group().role() != Role.MEMBER;
        return new MemberPage(
                page.group(),
                invites ? page.code() : null,
                List.copyOf(members.subList(0, Math.min(members.size(), most))),
                members.size() > most);
    }

    @Override
    public CompletionStage<Optional<GroupReceipts>> receipts(long user, String conversation, long seq) {
        return calls.run(() -> receipts.read(user, conversation, seq));
    }

    @Override
    public CompletionStage<List<List<String>>> largeGroups(List<Long> users) {
        return onStore(MAX_USERS, users, () -> {
            Map<Long, List<String>> large = groups.large(users, GroupLimits.REGISTERED);
            return users.stream()
                    .map(user -> large.getOrDefault(user, List.of()))
                    .toList();
        });
    }

    @Override
    public CompletionStage<GroupView> viewers(String conversation, long seq) {
        return calls.run(() -> view(groups.viewers(conversation, seq)));
    }

    private static GroupView view(GroupStore.View view) {
        return new GroupView(
                view.version(),
                view.viewers().stream()
                        .map(one -> new GroupView.Viewer(one.user(), one.first(), one.last()))
                        .toList());
    }

    private <T> CompletionStage<T> onStore(int most, Collection<?> values, Supplier<T> work) {
        if (values.size() > most) {
            return CompletableFuture.failedFuture(new RpcException(
                    StatusCode.INVALID_ARGUMENT, "values: " + values.size() + " (expected: at most " + most + ")"));
        }
        return calls.run(work);
    }
}

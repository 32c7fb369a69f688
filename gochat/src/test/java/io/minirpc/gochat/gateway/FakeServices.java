package io.minirpc.gochat.gateway;

import io.minirpc.gochat.api.AccountService;
import io.minirpc.gochat.api.ChangeCommand;
import io.minirpc.gochat.api.ConversationPage;
import io.minirpc.gochat.api.ConversationService;
import io.minirpc.gochat.api.Delivered;
import io.minirpc.gochat.api.GrantResult;
import io.minirpc.gochat.api.GroupReceipts;
import io.minirpc.gochat.api.GroupView;
import io.minirpc.gochat.api.HistoryPage;
import io.minirpc.gochat.api.HistoryQuery;
import io.minirpc.gochat.api.InboxService;
import io.minirpc.gochat.api.ListQuery;
import io.minirpc.gochat.api.MemberPage;
import io.minirpc.gochat.api.Opened;
import io.minirpc.gochat.api.Opening;
import io.minirpc.gochat.api.Refusal;
import io.minirpc.gochat.api.Registration;
import io.minirpc.gochat.api.Revocations;
import io.minirpc.gochat.api.SendCommand;
import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SessionInfo;
import io.minirpc.gochat.api.TokenKeys;
import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.User;
import io.minirpc.gochat.token.TokenKey;
import io.minirpc.gochat.token.TokenSigner;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Fakes of the services: each answers what a test has set, and remembers what it was asked. */
final class FakeServices {
    private static final String ISSUER = "fake";
    private static final TokenKey KEY = TokenKey.generate();
    private static final TokenSigner SIGNER = new TokenSigner(ISSUER, KEY, Clock.systemUTC());

    final List<List<Opening>> opened = new CopyOnWriteArrayList<>();
    final List<List<Long>> truthsAsked = new CopyOnWriteArrayList<>();
    final List<SendCommand> sent = new CopyOnWriteArrayList<>();
    final List<Changed> changed = new CopyOnWriteArrayList<>();
    final List<Long> viewersAsked = new CopyOnWriteArrayList<>();
    final List<List<Delivered>> delivered = new CopyOnWriteArrayList<>();
    final List<String> typing = new CopyOnWriteArrayList<>();
    final List<Long> endedSessions = new CopyOnWriteArrayList<>();
    final List<Long> bannedSessions = new CopyOnWriteArrayList<>();
    final AtomicLong seq = new AtomicLong();

    volatile Function<List<Opening>, CompletionStage<List<Opened>>> open = openings -> CompletableFuture.completedStage(
            openings.stream().map(FakeServices::opened).toList());
    volatile Function<List<Long>, CompletionStage<List<Truth>>> truths = users -> CompletableFuture.completedStage(
            users.stream().map(user -> new Truth(1, seq.get(), 0)).toList());
    volatile BiFunction<String, SendCommand, CompletionStage<SendResult>> send = (conversation, command) ->
            CompletableFuture.completedStage(new SendResult.Sent(seq.incrementAndGet(), 900, 1_000, false));
    volatile BiFunction<Long, Map<String, Position>, CompletionStage<Map<String, SyncEntry>>> sync =
            (user, have) -> CompletableFuture.completedStage(Map.of());
    volatile BiFunction<Long, List<Long>, CompletionStage<List<Long>>> watchable =
            (user, users) -> CompletableFuture.completedStage(users);
    volatile Function<Long, CompletionStage<Optional<Cursor>>> read =
            seq -> CompletableFuture.completedStage(Optional.of(new Cursor(null, "", seq, 3, 40)));

    volatile BiFunction<String, ChangeCommand, CompletionStage<SendResult>> change = (conversation, command) ->
            CompletableFuture.completedStage(new SendResult.Sent(seq.incrementAndGet(), 900, 1_000, false));
    volatile Function<Long, CompletionStage<GroupView>> viewers =
            from -> CompletableFuture.completedStage(new GroupView(1, List.of()));
    volatile Function<Long, List<String>> largeGroups = user -> List.of();
    volatile BiFunction<Long, Integer, Optional<MemberPage>> members = (after, limit) -> Optional.empty();
    volatile Function<Long, Optional<GroupReceipts>> receipts = of -> Optional.empty();

    final ConversationService conversations = new FakeConversations();
    final InboxService inbox = new FakeInbox();
    final AccountService accounts = new FakeAccounts();

    record Changed(String conversation, ChangeCommand command) {}

    /** Returns an access token, real and valid. */
    static String token(long user, long session) {
        return SIGNER.sign(user, session);
    }

    static Opened opened(Opening opening) {
        return opened(opening, new Truth(1, 0, 0));
    }

    static Opened opened(Opening opening, Truth truth, String... groups) {
        User user = new User(Long.toString(opening.user()), "user" + opening.user(), "User");
        return new Opened(user, truth, "epoch", List.of(groups), null);
    }

    private final class FakeConversations implements ConversationService {
        @Override
        public CompletionStage<SendResult> send(String conversation, SendCommand command) {
            sent.add(command);
            return send.apply(conversation, command);
        }

        @Override
        public CompletionStage<SendResult> change(String conversation, ChangeCommand command) {
            changed.add(new Changed(conversation, command));
            return change.apply(conversation, command);
        }
    }

    private final class FakeInbox implements InboxService {
        @Override
        public CompletionStage<String> epoch() {
            return CompletableFuture.completedStage("epoch");
        }

        @Override
        public CompletionStage<List<Opened>> open(List<Opening> openings) {
            opened.add(openings);
            return open.apply(openings);
        }

        @Override
        public CompletionStage<List<Truth>> truths(List<Long> users) {
            truthsAsked.add(users);
            return truths.apply(users);
        }

        @Override
        public CompletionStage<Map<String, SyncEntry>> sync(long user, Map<String, Position> have, int maxBytes) {
            return sync.apply(user, have);
        }

        @Override
        public CompletionStage<ConversationPage> list(long user, ListQuery query) {
            return CompletableFuture.completedStage(new ConversationPage(List.of(), false, null));
        }

        @Override
        public CompletionStage<Optional<HistoryPage>> history(long user, String conversation, HistoryQuery query) {
            return CompletableFuture.completedStage(Optional.of(new HistoryPage(List.of(), false)));
        }

        @Override
        public CompletionStage<Optional<Cursor>> read(long user, String conversation, long seq, String connection) {
            return read.apply(seq);
        }

        @Override
        public CompletionStage<Void> delivered(List<Delivered> positions) {
            delivered.add(positions);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> typing(long user, String conversation) {
            typing.add(conversation);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Optional<ErrorCode>> block(long user, long other, boolean blocked) {
            return CompletableFuture.completedStage(Optional.empty());
        }

        @Override
        public CompletionStage<List<Long>> watchable(long user, List<Long> users) {
            return watchable.apply(user, users);
        }

        @Override
        public CompletionStage<Optional<MemberPage>> members(long user, String conversation, long after, int limit) {
            return CompletableFuture.completedStage(members.apply(after, limit));
        }

        @Override
        public CompletionStage<Optional<GroupReceipts>> receipts(long user, String conversation, long of) {
            return CompletableFuture.completedStage(receipts.apply(of));
        }

        @Override
        public CompletionStage<List<List<String>>> largeGroups(List<Long> users) {
            return CompletableFuture.completedStage(
                    users.stream().map(largeGroups).toList());
        }

        @Override
        public CompletionStage<GroupView> viewers(String conversation, long from) {
            viewersAsked.add(from);
            return viewers.apply(from);
        }
    }

    private final class FakeAccounts implements AccountService {
        @Override
        public CompletionStage<TokenKeys> keys() {
            return CompletableFuture.completedStage(new TokenKeys(ISSUER, KEY.publicText()));
        }

        @Override
        public CompletionStage<Revocations> revocations(long after) {
            List<Long> ended = after < 0 ? List.of() : List.copyOf(endedSessions);
            return CompletableFuture.completedStage(new Revocations(endedSessions.size(), ended, bannedSessions));
        }

        @Override
        public CompletionStage<GrantResult> register(Registration registration) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<GrantResult> logIn(String name, String password, String device, String address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<GrantResult> refresh(String refreshToken) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> endSession(long user, long session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> endSessions(long user, long except) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<List<SessionInfo>> sessions(long user) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Optional<Refusal>> changePassword(long user, long session, String old, String changed) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<GrantResult.UserResult> changeDisplayName(long user, String display) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Optional<User>> find(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Boolean> alive(long user, long session) {
            throw new UnsupportedOperationException();
        }
    }
}

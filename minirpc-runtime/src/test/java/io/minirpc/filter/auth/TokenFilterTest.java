package io.minirpc.filter.auth;

import static io.minirpc.server.TestService.ECHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.minirpc.Filter;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that show tokens, which come, end and are refused. */
class TokenFilterTest {
    private static final String SECRET = "the-secret-of-the-test";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final AtomicLong now = new AtomicLong();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private RpcClient client(Filter filter) {
        AuthenticationFilter authentication = AuthenticationFilter.create(TokenVerifier.of(token -> {
            shown.add(token);
            return accepted.contains(token) ? Caller.verified("ada") : null;
        }));
        return client(
                ServiceBinding.builder("Test").blocking(ECHO, text -> text).build(), authentication, filter);
    }

    private RpcClient client(ServiceBinding binding, Filter onServer, Filter onClient) {
        RpcServer server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .add(binding)
                .filter(onServer)
                .build()
                .start();
        open.add(server);
        RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .filter(onClient)
                .build();
        open.add(client);
        return client;
    }

    private static StatusCode codeOf(CompletableFuture<String> call) {
        ExecutionException failure = catchThrowableOfType(ExecutionException.class, call::get);
        return ((RpcException) failure.getCause()).code();
    }

    @Test
    void oneFetchServesAllCallsUntilTheTokenEnds() {
        accepted.addAll(Set.of("token-1", "token-2"));
        AtomicInteger fetched = new AtomicInteger();
        RpcClient client = client(TokenFilter.builder(() -> CompletableFuture.completedFuture(
                        AccessToken.of("token-" + fetched.incrementAndGet(), Duration.ofSeconds(10))))
                .refreshAhead(Duration.ofSeconds(1))
                .nanoClock(now::get)
                .build());
        for (int i = 0; i < 10; i++) {
            client.callBlocking(ECHO, "x");
        }
        assertThat(shown).hasSize(10).containsOnly("token-1");
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        shown.clear();
        client.callBlocking(ECHO, "x");
        assertThat(shown).containsExactly("token-2");
        assertThat(fetched).hasValue(2);
    }

    @Test
    void theNextTokenIsFetchedAheadWhileCallsGoOnWithTheOld() {
        accepted.addAll(Set.of("old", "new"));
        List<CompletableFuture<AccessToken>> fetches = new CopyOnWriteArrayList<>();
        RpcClient client = client(TokenFilter.builder(() -> {
                    CompletableFuture<AccessToken> fetch = new CompletableFuture<>();
                    fetches.add(fetch);
                    return fetch;
                })
                .refreshAhead(Duration.ofSeconds(3))
                .nanoClock(now::get)
                .build());
        CompletableFuture<String> first = client.call(ECHO, "x");
        CompletableFuture<String> second = client.call(ECHO, "x");
        assertThat(fetches).hasSize(1); // which both wait for
        fetches.get(0).complete(AccessToken.of("old", Duration.ofSeconds(10)));
        first.join();
        second.join();

        now.addAndGet(Duration.ofSeconds(8).toNanos());
        client.callBlocking(ECHO, "x");
        client.callBlocking(ECHO, "x");
        assertThat(fetches).hasSize(2);
        assertThat(shown).containsOnly("old").hasSize(4);
        fetches.get(1).complete(AccessToken.of("new", Duration.ofSeconds(10)));
        shown.clear();
        client.callBlocking(ECHO, "x");
        assertThat(shown).containsExactly("new");
    }

    @Test
    void aFetchAheadThatFailsIsNotRepeatedWithEachCall() {
        accepted.add("old");
        AtomicInteger fetches = new AtomicInteger();
        RpcClient client = client(TokenFilter.builder(() -> fetches.incrementAndGet() == 1
                        ? CompletableFuture.completedFuture(AccessToken.of("old", Duration.ofSeconds(10)))
                        : CompletableFuture.failedFuture(new IllegalStateException(SECRET)))
                .refreshAhead(Duration.ofSeconds(3))
                .nanoClock(now::get)
                .build());
        client.callBlocking(ECHO, "x");
        now.addAndGet(Duration.ofSeconds(8).toNanos());
        for (int i = 0; i < 10; i++) {
            client.callBlocking(ECHO, "x");
        }
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aRefusedTokenIsFetchedAnewAndTheCallMadeOnceMore() {
        accepted.add("token-2");
        AtomicInteger fetched = new AtomicInteger();
        RpcClient client = client(TokenFilter.refreshing(
                () -> CompletableFuture.completedFuture(AccessToken.of("token-" + fetched.incrementAndGet()))));
        assertThat(client.callBlocking(ECHO, "x")).isEqualTo("x");
        assertThat(shown).containsExactly("token-1", "token-2");
    }

    @Test
    void aCallIsMadeTwiceAtMostAndAServerThatRefusesAllDoesNotDriveTheSource() {
        AtomicInteger fetched = new AtomicInteger();
        RpcClient client = client(TokenFilter.builder(
                        () -> CompletableFuture.completedFuture(AccessToken.of("token-" + fetched.incrementAndGet())))
                .nanoClock(now::get)
                .build());
        for (int i = 0; i < 10; i++) {
            assertThat(codeOf(client.call(ECHO, "x"))).isEqualTo(StatusCode.UNAUTHENTICATED);
        }
        assertThat(fetched).hasValue(2);
        assertThat(shown).hasSize(11); // the first call's, twice, and those of nine others
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(codeOf(client.call(ECHO, "x"))).isEqualTo(StatusCode.UNAUTHENTICATED);
        assertThat(fetched).hasValue(3);
    }

    @Test
    void aSuppliedTokenThatHasChangedIsTriedOnce() {
        accepted.add("good");
        AtomicReference<String> current = new AtomicReference<>("bad");
        RpcClient client = client((call, next) -> {
            return TokenFilter.of(() -> current.getAndSet("good")).filter(call, next);
        });
        assertThat(client.callBlocking(ECHO, "x")).isEqualTo("x");
        assertThat(shown).containsExactly("bad", "good");
    }

    @Test
    void aHandlersOwnRefusalIsNoReasonToCallItAgain() {
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        ServiceBinding binding = ServiceBinding.builder("Test")
                .blocking(ECHO, text -> {
                    ran.incrementAndGet();
                    throw new RpcException(StatusCode.UNAUTHENTICATED, "of the handler");
                })
                .build();
        RpcClient client = client(
                binding, (call, next) -> next.invoke(call), TokenFilter.of(() -> "token-" + asked.incrementAndGet()));
        assertThat(codeOf(client.call(ECHO, "x"))).isEqualTo(StatusCode.UNAUTHENTICATED);
        assertThat(ran).hasValue(1);
    }

    @Test
    void whatTheCallerSaysItselfStays() {
        accepted.add("of-the-call");
        RpcClient client = client(TokenFilter.of(() -> "of-the-client"));
        client.withMetadata("authorization", "Bearer of-the-call").callBlocking(ECHO, "x");
        assertThat(shown).containsExactly("of-the-call");
    }

    @Test
    void noTokenIsSentWhereThereIsNone() {
        assertThat(codeOf(client(TokenFilter.of(() -> null)).call(ECHO, "x"))).isEqualTo(StatusCode.UNAUTHENTICATED);
        assertThat(shown).isEmpty();
    }

    @Test
    void callsWhoseTokenCannotBeHadFailWithoutItsSecrets() {
        List<Filter> bad = List.of(
                TokenFilter.of(() -> {
                    throw new IllegalStateException(SECRET);
                }),
                TokenFilter.of(() -> SECRET + "\n"),
                TokenFilter.refreshing(() -> {
                    throw new IllegalStateException(SECRET);
                }),
                TokenFilter.refreshing(() -> CompletableFuture.completedFuture(null)),
                TokenFilter.refreshing(() -> null),
                TokenFilter.refreshing(() -> CompletableFuture.failedFuture(new IllegalStateException(SECRET))));
        for (Filter filter : bad) {
            RpcException failure = catchThrowableOfType(
                    RpcException.class, () -> client(filter).callBlocking(ECHO, "x"));
            assertThat(failure.code()).isEqualTo(StatusCode.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("no token to call with");
            for (Throwable each = failure; each != null; each = each.getCause()) {
                assertThat(each.toString()).doesNotContain(SECRET);
            }
        }
        assertThat(shown).isEmpty();
    }

    @Test
    void aTokenThatDoesNotComeDelaysACallNoLongerThanItsDeadline() {
        AtomicInteger fetches = new AtomicInteger();
        RpcClient client = client(TokenFilter.refreshing(() -> {
            fetches.incrementAndGet();
            return new CompletableFuture<>();
        }));
        RpcException failure = catchThrowableOfType(
                RpcException.class,
                () -> client.withTimeout(Duration.ofMillis(50)).callBlocking(ECHO, "x"));
        assertThat(failure.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
        assertThat(failure).hasMessageContaining("while a token was fetched");
        assertThat(codeOf(client.withTimeout(Duration.ofMillis(50)).call(ECHO, "x")))
                .isEqualTo(StatusCode.DEADLINE_EXCEEDED);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void sourceThatLosesARequestIsAskedAgainAfterTheTimeout() {
        accepted.add("good");
        AtomicInteger fetches = new AtomicInteger();
        RpcClient client = client(TokenFilter.builder(() -> fetches.incrementAndGet() == 1
                        ? new CompletableFuture<>()
                        : CompletableFuture.completedFuture(AccessToken.of("good")))
                .fetchTimeout(Duration.ofMillis(200))
                .build());
        RpcException failure = catchThrowableOfType(RpcException.class, () -> client.callBlocking(ECHO, "x"));
        assertThat(failure.code()).isEqualTo(StatusCode.UNAVAILABLE);
        assertThat(client.callBlocking(ECHO, "x")).isEqualTo("x");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void sourceThatLosesAFetchAheadIsAskedAgainWhileCallsGoOn() {
        accepted.add("old");
        accepted.add("new");
        AtomicInteger fetches = new AtomicInteger();
        RpcClient client = client(TokenFilter.builder(() -> switch (fetches.incrementAndGet()) {
                    case 1 -> CompletableFuture.completedFuture(AccessToken.of("old", Duration.ofSeconds(10)));
                    case 2 -> new CompletableFuture<>();
                    default -> CompletableFuture.completedFuture(AccessToken.of("new"));
                })
                .refreshAhead(Duration.ofSeconds(3))
                .fetchTimeout(Duration.ofMillis(100))
                .nanoClock(now::get)
                .build());
        client.callBlocking(ECHO, "x");
        now.addAndGet(Duration.ofSeconds(8).toNanos());
        client.callBlocking(ECHO, "x");
        assertThat(shown).containsOnly("old");
        await().until(() -> {
            now.addAndGet(Duration.ofMillis(200).toNanos()); // a failed fetch ahead is not repeated for a second
            client.callBlocking(ECHO, "x");
            return shown.contains("new");
        });
        assertThat(fetches).hasValue(3);
    }

    @Test
    void tokenThatComesAfterTheTimeoutIsTaken() {
        accepted.add("late");
        CompletableFuture<AccessToken> lost = new CompletableFuture<>();
        RpcClient client = client(TokenFilter.builder(() -> lost)
                .fetchTimeout(Duration.ofMillis(100))
                .build());
        assertThat(codeOf(client.call(ECHO, "x"))).isEqualTo(StatusCode.UNAVAILABLE);
        lost.complete(AccessToken.of("late"));
        assertThat(client.callBlocking(ECHO, "x")).isEqualTo("x");
    }

    @Test
    void sourceThatBlocksHoldsOthersUpNoLongerThanTheTimeout() throws Exception {
        accepted.add("good");
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        AtomicInteger fetches = new AtomicInteger();
        RpcClient client = client(TokenFilter.builder(() -> {
                    if (fetches.incrementAndGet() == 1) {
                        asked.countDown();
                        try {
                            blocks.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                    return CompletableFuture.completedFuture(AccessToken.of("good"));
                })
                .fetchTimeout(Duration.ofMillis(200))
                .build());
        Thread first = new Thread(() -> client.call(ECHO, "x"));
        first.start();
        asked.await();
        try {
            await().until(() -> "x"
                    .equals(client.withTimeout(Duration.ofMinutes(1))
                            .call(ECHO, "x")
                            .handle((reply, failure) -> reply)
                            .join()));
        } finally {
            blocks.countDown();
            first.join();
        }
    }

    @Test
    void aSourceThatFailedIsAskedAgain() {
        accepted.add("good");
        AtomicInteger fetches = new AtomicInteger();
        RpcClient client = client(TokenFilter.refreshing(() -> fetches.incrementAndGet() == 1
                ? CompletableFuture.failedFuture(new RpcException(StatusCode.PERMISSION_DENIED, SECRET))
                : CompletableFuture.completedFuture(AccessToken.of("good"))));
        assertThat(codeOf(client.call(ECHO, "x"))).isEqualTo(StatusCode.PERMISSION_DENIED);
        assertThat(client.callBlocking(ECHO, "x")).isEqualTo("x");
        await().until(() -> shown.size() == 1);
    }
}

package io.minirpc.filter.auth;

import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.ECHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.minirpc.Channel;
import io.minirpc.Filter;
import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.client.WireFormat;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import io.minirpc.server.ServiceBinding;
import io.minirpc.server.TestService.Pair;
import io.minirpc.tls.LogLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that ask each call who makes it, over real connections. */
class AuthenticationFilterTest {
    private static final String SECRET = "the-secret-of-the-test";
    private static final String WRONG = "a-wrong-guess-of-the-test";
    private static final Caller ADA = Caller.verified("ada", "auditor");
    private static final TokenVerifier VERIFIER = TokenVerifier.ofTokens(Map.of(SECRET, ADA));

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Caller> callers = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final LogLines log = new LogLines();

    @AfterEach
    void closeAllAndLookForSecrets() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        log.close();
        assertThat(log.all()).noneMatch(AuthenticationFilterTest::tells);
        assertThat(texts).noneMatch(AuthenticationFilterTest::tells);
    }

    private static boolean tells(String text) {
        return text.contains(SECRET) || text.contains(WRONG);
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private RpcServer server(Filter... filters) {
        ServiceBinding binding = ServiceBinding.builder("Test")
                .blocking(ECHO, text -> {
                    Caller caller = Caller.current();
                    if (caller != null) {
                        callers.add(caller);
                    }
                    return text;
                })
                .inlineBlocking(ADD, pair -> pair.a() + pair.b())
                .build();
        RpcServerBuilder builder = RpcServer.builder().address("127.0.0.1", 0).add(binding);
        List.of(filters).forEach(builder::filter);
        return opened(builder.build().start());
    }

    private RpcClient client(RpcServer server, Filter... filters) {
        return client(server, RpcClient.builder(), filters);
    }

    private RpcClient client(RpcServer server, RpcClientBuilder builder, Filter... filters) {
        List.of(filters).forEach(builder::filter);
        return opened(builder.address("127.0.0.1", server.port()).build());
    }

    private RpcException failureOf(Channel channel) {
        RpcException failure = catchThrowableOfType(RpcException.class, () -> channel.callBlocking(ECHO, "x"));
        for (Throwable each = failure; each != null; each = each.getCause()) {
            texts.add(each.toString());
        }
        return failure;
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void handlersKnowWhoCalls(WireFormat format) {
        RpcServer server = server(AuthenticationFilter.create(VERIFIER));
        RpcClient client = client(server, RpcClient.builder().wireFormat(format), TokenFilter.of(() -> SECRET));
        assertThat(client.callBlocking(ECHO, "hello")).isEqualTo("hello");
        assertThat(client.call(ECHO, "again").join()).isEqualTo("again");
        assertThat(callers).containsExactly(ADA, ADA);
    }

    @Test
    void callsWithoutATokenDoNotRun() {
        RpcException failure = failureOf(client(server(AuthenticationFilter.create(VERIFIER))));
        assertThat(failure.code()).isEqualTo(StatusCode.UNAUTHENTICATED);
        assertThat(failure.isNotExecuted()).isTrue();
        assertThat(failure).hasMessageContaining("asks for a token").hasMessageContaining("remedy");
        assertThat(callers).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer    ", "", "Basic " + SECRET, SECRET, "Bearer" + SECRET})
    void whatIsNoBearerTokenCountsAsNone(String header) {
        RpcClient client = client(server(AuthenticationFilter.create(VERIFIER)));
        RpcException failure = failureOf(client.withMetadata("authorization", header));
        assertThat(failure.code()).isEqualTo(StatusCode.UNAUTHENTICATED);
        assertThat(failure).hasMessageContaining("has none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  "})
    void theSchemeMayBeInAnyCase(String scheme) {
        RpcClient client = client(server(AuthenticationFilter.create(VERIFIER)));
        assertThat(client.withMetadata("authorization", scheme + SECRET).callBlocking(ECHO, "x"))
                .isEqualTo("x");
        assertThat(callers).containsExactly(ADA);
    }

    @ParameterizedTest
    @ValueSource(strings = {WRONG, SECRET + "x", "the-secret-of-the-tes"})
    void wrongTokensAreRefusedWithoutBeingQuoted(String wrong) {
        RpcClient client = client(server(AuthenticationFilter.create(VERIFIER)), TokenFilter.of(() -> wrong));
        RpcException failure = failureOf(client);
        assertThat(failure.code()).isEqualTo(StatusCode.UNAUTHENTICATED);
        assertThat(failure).hasMessageContaining("not accepted");
        assertThat(failure.toString()).doesNotContain(wrong);
        assertThat(callers).isEmpty();
    }

    @Test
    void aVerifierThatFailsRefusesTheCallAndItsTextStaysAtTheServer() {
        List<BiFunction<String, MethodDescriptor<?, ?>, CompletableFuture<Caller>>> bad = List.of(
                (token, method) -> {
                    throw new IllegalArgumentException("malformed: " + token);
                },
                (token, method) -> CompletableFuture.failedFuture(new IllegalArgumentException("malformed: " + token)),
                (token, method) -> CompletableFuture.completedFuture(null),
                (token, method) -> null);
        for (var verifier : bad) {
            RpcServer server = server(AuthenticationFilter.create(verifier::apply));
            RpcException failure = failureOf(client(server, TokenFilter.of(() -> SECRET)));
            assertThat(failure.code()).isEqualTo(StatusCode.UNAUTHENTICATED);
        }
        RpcServer server = server(AuthenticationFilter.create(TokenVerifier.of(token -> {
            throw new RpcException(StatusCode.UNAVAILABLE, "nobody knows " + token);
        })));
        RpcException failure = failureOf(client(server, TokenFilter.of(() -> SECRET)));
        assertThat(failure.code()).isEqualTo(StatusCode.UNAVAILABLE);
        assertThat(callers).isEmpty();
    }

    @Test
    void callersMayOnlyCallWhatTheyAreAuthorizedFor() {
        RpcServer server = server(AuthenticationFilter.builder(VERIFIER)
                .authorize((caller, method) -> caller.hasRole("auditor") && method != ECHO)
                .build());
        RpcClient client = client(server, TokenFilter.of(() -> SECRET));
        assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        RpcException failure = failureOf(client);
        assertThat(failure.code()).isEqualTo(StatusCode.PERMISSION_DENIED);
        assertThat(failure).hasMessageContaining("caller ada may not call Test.Echo");
        assertThat(callers).isEmpty();
    }

    @Test
    void exemptMethodsAskForNothing() {
        RpcServer server = server(AuthenticationFilter.builder(VERIFIER)
                .except(method -> method == ADD)
                .build());
        RpcClient client = client(server);
        assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        assertThat(failureOf(client).code()).isEqualTo(StatusCode.UNAUTHENTICATED);
    }

    @Test
    void verifiersMayTakeTheirTime() {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "after-verification"));
        open.add(executor::shutdownNow);
        List<CompletableFuture<Caller>> asked = new CopyOnWriteArrayList<>();
        List<String> threads = new CopyOnWriteArrayList<>();
        RpcServer server = server(
                AuthenticationFilter.builder((token, method) -> {
                            CompletableFuture<Caller> answer = new CompletableFuture<>();
                            asked.add(answer);
                            return answer;
                        })
                        .executor(executor)
                        .build(),
                (call, next) -> {
                    threads.add(Thread.currentThread().getName());
                    return next.invoke(call);
                });
        RpcClient client = client(server, TokenFilter.of(() -> SECRET));
        CompletableFuture<String> good = client.call(ECHO, "good");
        await().until(() -> asked.size() == 1);
        assertThat(good).isNotDone();
        asked.get(0).complete(ADA);
        assertThat(good.join()).isEqualTo("good");
        assertThat(callers).containsExactly(ADA);
        assertThat(threads).containsExactly("after-verification");

        CompletableFuture<String> bad = client.call(ECHO, "bad");
        await().until(() -> asked.size() == 2);
        asked.get(1).completeExceptionally(new IllegalStateException(SECRET));
        assertThat(bad.handle((value, failure) -> ((RpcException) failure).code())
                        .join())
                .isEqualTo(StatusCode.UNAUTHENTICATED);
    }

    @Test
    void namesAreClaimsUntilTheyAreProved() {
        RpcServer believing = server(CallerFilter.receiving());
        client(believing, CallerFilter.sending("orders")).callBlocking(ECHO, "x");
        client(believing).callBlocking(ECHO, "x");
        assertThat(callers).containsExactly(Caller.unverified("orders"));

        AuthenticationFilter authentication = AuthenticationFilter.create(VERIFIER);
        for (RpcServer asking : List.of(
                server(CallerFilter.receiving(), authentication), server(authentication, CallerFilter.receiving()))) {
            callers.clear();
            client(asking, CallerFilter.sending("bob"), TokenFilter.of(() -> SECRET))
                    .callBlocking(ECHO, "x");
            assertThat(callers).containsExactly(ADA);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a\nb", "ä"})
    void oddNamesAreNeitherSentNorTaken(String name) {
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> CallerFilter.sending(name)))
                .hasMessageContaining("expected: 1 to 256 printable ASCII characters");
        client(server(CallerFilter.receiving()))
                .withMetadata(CallerFilter.CALLER, name)
                .callBlocking(ECHO, "x");
        assertThat(callers).isEmpty();
    }

    @Test
    void filtersOfAServerKnowTheCallersName() {
        List<String> names = new CopyOnWriteArrayList<>();
        RpcServer server = server(CallerFilter.receiving(), (call, next) -> {
            names.add(String.valueOf(Caller.nameOf(call)));
            return next.invoke(call);
        });
        client(server, CallerFilter.sending("orders")).callBlocking(ECHO, "x");
        client(server).callBlocking(ECHO, "x");
        assertThat(names).containsExactly("orders", "null");
    }

    @Test
    void textFormsTellNoSecrets() {
        texts.add(AccessToken.of(SECRET).toString());
        texts.add(AuthenticationFilter.create(VERIFIER).toString());
        texts.add(VERIFIER.toString());
        texts.add(TokenFilter.of(() -> SECRET).toString());
        texts.add(catchThrowableOfType(IllegalArgumentException.class, () -> AccessToken.of(SECRET + "\n"))
                .toString());
        assertThat(texts).hasSize(5);
    }
}

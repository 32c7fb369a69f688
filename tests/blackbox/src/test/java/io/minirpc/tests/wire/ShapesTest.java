package io.minirpc.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.server.RpcServer;
import io.minirpc.tests.wire.Shapes.ClosedException;
import io.minirpc.tests.wire.Shapes.OverdrawnException;
import io.minirpc.tests.wire.Shapes.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods of every shape, through stub, client, socket, server and skeleton, in every form of the protocol. */
@ParameterizedClass(name = "{0}")
@EnumSource(WireFormat.class)
class ShapesTest {
    @Parameter
    WireFormat format;

    private RpcServer server;
    private RpcClient client;
    private Shapes shapes;

    @BeforeEach
    void connect() {
        server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .add(ShapesSkeleton.bind(new ShapesService()))
                .build()
                .start();
        client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .wireFormat(format)
                .callTimeout(Duration.ofSeconds(30))
                .build();
        shapes = new ShapesStub(client);
    }

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }

    @Test
    void aValueIsReturned() {
        assertThat(shapes.length("sé 🐌")).isEqualTo(5);
        assertThat(shapes.greet("you")).isEqualTo("hello, you");
        assertThat(shapes.inline(5)).isEqualTo(-5);
    }

    @Test
    void methodsOfOneNameAreToldApart() {
        assertThat(shapes.length(List.of("a", "bc", "def"))).isEqualTo(6);
        assertThat(shapes.length("a")).isEqualTo(1);
    }

    @Test
    void voidReturnsWhenTheWorkIsDone() {
        shapes.remember("a");
        assertThat(shapes.rememberLater("b").join()).isNull();
        assertThat(shapes.remembered()).containsExactly("a", "b");
    }

    @Test
    void futuresAndStagesAreCompleted() {
        assertThat(shapes.later("x").join()).isEqualTo("x");
        assertThat(shapes.stage("y").toCompletableFuture().join()).isEqualTo("y");
        assertThat(shapes.later(null).join()).isNull();
    }

    @Test
    void defaultMethodsRunAtTheCallerUnlessTheyAreMarked() {
        assertThat(shapes.lengthOfBoth("ab", "c")).isEqualTo(3);
        assertThat(shapes.whereAmI()).isEqualTo("here");
        server.close();
        assertThat(catchThrowable(shapes::whereAmI)).isInstanceOf(RpcException.class);
    }

    @Test
    void nullsSurvive() {
        Person loner = new Person(null, null, null);
        Person known = new Person("Ada", 36, loner);

        assertThat(shapes.same(null)).isNull();
        assertThat(shapes.same(loner)).isEqualTo(loner);
        assertThat(shapes.same(known)).isEqualTo(known);
        assertThat(shapes.sameList(null, null)).isNull();
        assertThat(shapes.sameList(List.of(), "")).isEmpty();
        assertThat(shapes.sameList(Arrays.asList("a", null, ""), null)).containsExactly("a", null, "");
        assertThat(shapes.sameList(Collections.singletonList(null), null)).containsExactly((String) null);
    }

    @Test
    void declaredExceptionsArriveAsThemselves() {
        OverdrawnException checked = catchThrowableOfType(OverdrawnException.class, () -> shapes.fail("overdrawn"));
        assertThat(checked).hasMessage("too little money");
        assertThat(checked.getMissing()).isEqualTo(-1L << 40);

        assertThat(catchThrowable(() -> shapes.fail("closed")))
                .isExactlyInstanceOf(ClosedException.class)
                .hasMessage("closed on Sundays");
    }

    @Test
    void declaredExceptionsOfFuturesAreTheirCause() throws Exception {
        Throwable failure = catchThrowable(() -> shapes.failLater("overdrawn").join());

        assertThat(failure).isExactlyInstanceOf(CompletionException.class);
        assertThat(failure.getCause())
                .isExactlyInstanceOf(OverdrawnException.class)
                .hasMessage("too little money");
    }

    @Test
    void statusCodesReachTheCaller() {
        RpcException failure = catchThrowableOfType(RpcException.class, () -> shapes.fail("status"));

        assertThat(failure.code()).isEqualTo(StatusCode.ALREADY_EXISTS);
        assertThat(failure).hasMessage("Shapes.fail at 127.0.0.1:" + server.port() + ": we have that");
    }

    @ParameterizedTest
    @ValueSource(strings = {"undeclared", "error"})
    void otherExceptionsTellTheCallerNothing(String how) {
        RpcException failure = catchThrowableOfType(RpcException.class, () -> shapes.fail(how));
        assertThat(failure.code()).isEqualTo(StatusCode.INTERNAL);
        assertThat(failure)
                .hasMessageEndingWith(": internal error in Shapes.fail")
                .hasNoCause();

        Throwable later = catchThrowable(() -> shapes.failLater(how).join()).getCause();
        assertThat(((RpcException) later).code()).isEqualTo(StatusCode.INTERNAL);
        assertThat(later)
                .hasMessageEndingWith(": internal error in Shapes.failLater")
                .hasNoCause();
    }

    @Test
    void callsOnOneConnectionRunAtTheSameTime() {
        int calls = 64;
        List<CompletableFuture<Integer>> meeting = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            meeting.add(client.call(ShapesMethods.MEET, new ShapesMethods.MeetArgs(calls)));
        }
        assertThat(meeting)
                .allSatisfy(call -> assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(calls));
    }

    @Test
    void aSlowCallDelaysNobodyAndAnswersComeInAnyOrder() {
        CompletableFuture<String> slow = client.call(ShapesMethods.WAIT_AT_THE_GATE, null);

        assertThat(IntStream.range(0, 100)
                        .map(i -> shapes.length("x".repeat(i)))
                        .sum())
                .isEqualTo(4950);
        assertThat(slow).isNotDone();

        shapes.open();
        assertThat(slow.join()).isEqualTo("through");
    }

    @Test
    void manyThreadsGetTheirOwnAnswers() {
        List<CompletableFuture<Void>> threads = IntStream.range(0, 64)
                .mapToObj(thread -> CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 20; i++) {
                                String text = thread + " " + i;
                                assertThat(shapes.greet(text)).isEqualTo("hello, " + text);
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();
        assertThat(threads).allSatisfy(CompletableFuture::join);
    }
}

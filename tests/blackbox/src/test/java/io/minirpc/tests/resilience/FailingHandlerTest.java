package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A handler that throws, whatever it throws, harms nobody, and callers learn nothing of the code behind it. */
class FailingHandlerTest {
    private static final int CALLS = 1_000;

    private static RpcServer server;
    private static RpcClient client;

    @BeforeAll
    static void connect() {
        server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .add(WorkSkeleton.bind(new WorkService()))
                .build()
                .start();
        client = RpcClient.forAddress("127.0.0.1", server.port());
    }

    @AfterAll
    static void disconnect() {
        client.close();
        server.close();
    }

    static Stream<Arguments> failures() {
        return Stream.of("RuntimeException", "Error", "StackOverflowError")
                .flatMap(how -> Stream.of("fail", "failInline", "failLater").map(where -> Arguments.of(where, how)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void callersSeeAnInternalErrorAndTheNextCallsAreFine(String where, String how) {
        Work work = new WorkStub(client);
        BiFunction<Work, String, String> call = switch (where) {
            case "fail" -> Work::fail;
            case "failInline" -> Work::failInline;
            default -> (to, what) -> to.failLater(what).join();
        };

        RpcException failure = Calls.failureOf(catchThrowable(() -> call.apply(work, how)));

        assertThat(failure.code()).isEqualTo(StatusCode.INTERNAL);
        assertThat(failure)
                .hasMessage("Work.%s at 127.0.0.1:%d: internal error in Work.%s", where, server.port(), where)
                .hasNoCause();
        for (int i = 0; i < CALLS; i++) {
            assertThat(work.echo("x" + i)).isEqualTo("x" + i);
            assertThat(work.echoInline("y" + i)).isEqualTo("y" + i);
        }
        assertThat(server.stats().connections()).isEqualTo(1);
        Calls.print("%s in %s: INTERNAL, and the next %,d calls are fine", how, where, 2 * CALLS);
    }
}

package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.codec.Codecs;
import io.minirpc.server.TestService.OddException;
import io.minirpc.tls.LogLines;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that are larger than a limit: the code arrives, as much of the text as fits, and the log stays short. */
class LargeFailuresTest {
    private static final MethodDescriptor<Integer, int[]> NUMBERS = MethodDescriptor.builder(
                    "Large", "Numbers", Codecs.INT32, Codecs.INT32_ARRAY)
            .build();
    private static final MethodDescriptor<Integer, String> TEXT = MethodDescriptor.builder(
                    "Large", "Text", Codecs.INT32, Codecs.STRING)
            .build();
    private static final MethodDescriptor<Integer, String> FAIL = MethodDescriptor.builder(
                    "Large", "Fail", Codecs.INT32, Codecs.STRING)
            .build();
    private static final MethodDescriptor<Integer, String> DECLARED = MethodDescriptor.builder(
                    "Large", "Declared", Codecs.INT32, Codecs.STRING)
            .declares(new TestService.OddCodec())
            .build();

    private final RpcServer server = RpcServer.builder()
            .address("127.0.0.1", 0)
            .add(ServiceBinding.builder("Large")
                    .blocking(NUMBERS, count -> new int[count])
                    .blocking(TEXT, "x"::repeat)
                    .blocking(FAIL, LargeFailuresTest::fail)
                    .blocking(DECLARED, LargeFailuresTest::failAsDeclared)
                    .build())
            .build()
            .start();

    @AfterEach
    void stop() {
        server.shutdown(Duration.ZERO);
    }

    private static String fail(int pairs) {
        throw new RpcException(StatusCode.NOT_FOUND, "a" + "😀".repeat(pairs));
    }

    private static String failAsDeclared(int pairs) throws OddException {
        throw new OddException(pairs < 0 ? "half \ud83d" : "a" + "😀".repeat(pairs), 7);
    }

    private RpcClient client(WireFormat format) {
        return RpcClient.builder()
                .address("127.0.0.1", server.port())
                .wireFormat(format)
                .callTimeout(Duration.ofSeconds(30))
                .build();
    }

    private <R> RpcException failure(WireFormat format, MethodDescriptor<Integer, R> method, int size) {
        try (RpcClient client = client(format)) {
            CompletableFuture<R> call = client.call(method, size);
            return (RpcException) catchThrowable(call::join).getCause();
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void repliesLargerThanALimitAreNoErrorsOfTheServer(WireFormat format) {
        try (LogLines lines = new LogLines()) {
            RpcException elements = failure(format, NUMBERS, 65_537);
            assertThat(elements.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
            assertThat(elements).hasMessageContaining("65536 elements");
            RpcException characters = failure(format, TEXT, (1 << 20) + 1);
            assertThat(characters.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
            assertThat(characters).hasMessageContaining("1048577 characters");
            assertThat(lines.with("ERROR")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void anErrorTextThatIsTooLongIsCutBetweenCharactersAndKeepsItsCode(WireFormat format) {
        for (int pairs : new int[] {20_000, 600_000, 3_000_000}) {
            RpcException failure = failure(format, FAIL, pairs);
            assertThat(failure.code()).isEqualTo(StatusCode.NOT_FOUND);
            assertThat(failure.getMessage()).contains("a😀😀").endsWith("😀" + (isCut(format, pairs) ? "…" : ""));
        }
    }

    private static boolean isCut(WireFormat format, int pairs) {
        return pairs > 20_000 || format != WireFormat.NATIVE;
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void aDeclaredExceptionThatIsTooLongKeepsItsCodeAndTheStartOfItsText(WireFormat format) {
        try (LogLines lines = new LogLines()) {
            for (int pairs : new int[] {600_000, 3_000_000}) {
                RpcException failure = failure(format, DECLARED, pairs);
                assertThat(failure.code()).isEqualTo(StatusCode.UNKNOWN);
                assertThat(failure.getMessage()).contains("a😀😀").endsWith("😀…");
            }
            assertThat(lines.with("ERROR")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void aDeclaredExceptionWithHalfASurrogatePairKeepsItsCodeAndItsTextButForThat(WireFormat format) {
        try (LogLines lines = new LogLines()) {
            RpcException failure = failure(format, DECLARED, -1);
            assertThat(failure.code()).isEqualTo(StatusCode.UNKNOWN);
            assertThat(failure).hasMessageContaining("half ?");
            assertThat(lines.with("ERROR")).isEmpty();
        }
    }
}

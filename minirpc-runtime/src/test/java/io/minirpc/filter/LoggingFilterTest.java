package io.minirpc.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.codec.Codec;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.ExceptionCodec;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import io.minirpc.internal.Internals;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.OddException;
import io.minirpc.tls.LogLines;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Lines of calls: what they say, when there are none, and that they stay one line each. */
class LoggingFilterTest {
    private static final MethodDescriptor<String, String> ECHO = TestService.ECHO;
    private static final String LOGGER = logger("calls", "info");

    /** Makes a logger of a level, which is looked up when it is made. */
    private static String logger(String name, String level) {
        String property = "org.slf4j.simpleLogger.log." + name;
        System.setProperty(property, level);
        try {
            return LoggerFactory.getLogger(name).getName();
        } finally {
            System.clearProperty(property);
        }
    }

    private static LoggingFilter.Builder builder() {
        return LoggingFilter.builder().logger(LOGGER);
    }

    /** Returns the lines that a filter writes for a call that ends after a time. */
    private static List<String> lines(
            UnaryOperator<LoggingFilter.Builder> settings, Invocation call, Reply reply, Duration took) {
        AtomicLong clock = new AtomicLong(-5);
        LoggingFilter filter = new LoggingFilter(settings.apply(builder()), clock::get);
        try (LogLines log = new LogLines()) {
            CompletionStage<Reply> ended = filter.filter(call, made -> {
                clock.addAndGet(took.toNanos());
                return CompletableFuture.completedFuture(reply);
            });
            assertThat(ended.toCompletableFuture().join()).isSameAs(reply);
            return log.all();
        }
    }

    private static String line(UnaryOperator<LoggingFilter.Builder> settings, Reply reply) {
        List<String> lines = lines(settings, call("hello"), reply, Duration.ofNanos(1_234_567));
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static Invocation call(String argument) {
        return Internals.get().outgoing(ECHO, argument, Metadata.of("token", "hunter2"), CallContext.create(), null);
    }

    private static Reply failed(StatusCode code, String message) {
        return Reply.failed(ECHO, new RpcException(code, message));
    }

    @Test
    void eachCallIsOneLineOnEitherSide() throws Exception {
        RpcServerBuilder builder =
                RpcServer.builder().address("127.0.0.1", 0).add(TestService.binding(new CompletableFuture<>()));
        try (LogLines log = new LogLines();
                RpcServer server = builder.filter(builder().build()).build().start();
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .filter(builder().arguments(true).replies(true).build())
                        .build()) {
            client.callBlocking(ECHO, "hi");
            assertThatThrownBy(() -> client.callBlocking(TestService.FAIL, "declared"))
                    .isInstanceOf(OddException.class);
            assertThatThrownBy(() -> client.call(TestService.FAIL, "status").get())
                    .hasCauseInstanceOf(RpcException.class);
            client.callBlocking(TestService.NOTHING, null);
            assertThat(log.with(" call ").stream()
                            .map(line -> line.replaceAll(".* calls - ", "")
                                    .replaceAll(":\\d{2,}", ":PORT")
                                    .replaceAll("time=[0-9.]+m?s", "time=T")
                                    .replaceAll("(seq|sent|received)=\\d+", "$1=N")))
                    .containsExactly(
                            "call method=Test.Echo side=server peer=127.0.0.1:PORT seq=N code=OK time=T"
                                    + " received=N sent=N",
                            "call method=Test.Echo side=client peer=127.0.0.1:PORT seq=N code=OK time=T"
                                    + " sent=N received=N arguments=\"hi\" reply=\"hi\"",
                            "call method=Test.Fail side=server peer=127.0.0.1:PORT seq=N code=UNKNOWN time=T"
                                    + " received=N exception=OddException message=\"so odd\"",
                            "call method=Test.Fail side=client peer=127.0.0.1:PORT seq=N code=UNKNOWN time=T"
                                    + " sent=N received=N exception=OddException message=\"so odd\""
                                    + " arguments=\"declared\"",
                            "call method=Test.Fail side=server peer=127.0.0.1:PORT seq=N code=NOT_FOUND time=T"
                                    + " received=N message=\"no such thing\"",
                            "call method=Test.Fail side=client peer=127.0.0.1:PORT seq=N code=NOT_FOUND time=T"
                                    + " sent=N received=N message=\"Test.Fail at 127.0.0.1:PORT: no such thing\""
                                    + " arguments=\"status\"",
                            "call method=Test.Nothing side=server peer=127.0.0.1:PORT seq=N code=OK time=T"
                                    + " received=N sent=N",
                            "call method=Test.Nothing side=client peer=127.0.0.1:PORT seq=N code=OK time=T"
                                    + " sent=N received=N");
        }
    }

    @Test
    void aCallThatWasNotSentHasNeitherNumberNorSizes() {
        assertThat(line(settings -> settings, Reply.of("x")))
                .endsWith("INFO calls - call method=Test.Echo side=client code=OK" + " time=1.23ms");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.00ms",
        "4999, 0.00ms",
        "5000, 0.01ms",
        "1234567, 1.23ms",
        "50000000, 50.00ms",
        "999000000, 999.00ms",
        "1000000000, 1.00s",
        "61049999999, 61.05s"
    })
    void timesReadWell(long nanos, String text) {
        assertThat(lines(settings -> settings, call("x"), Reply.of("x"), Duration.ofNanos(nanos)))
                .singleElement()
                .asString()
                .endsWith(" time=" + text);
    }

    @Test
    void failuresHaveLevelsByWhoseTheyAre() {
        UnaryOperator<LoggingFilter.Builder> settings =
                builder -> builder.clientErrors(Level.INFO).serverErrors(Level.ERROR);
        assertThat(line(settings, failed(StatusCode.NOT_FOUND, "x"))).contains(" INFO ");
        assertThat(line(settings, failed(StatusCode.UNAVAILABLE, "x"))).contains(" ERROR ");
        assertThat(line(settings, Reply.failed(TestService.FAIL, new IllegalStateException("x"))))
                .contains(" ERROR ", "exception=IllegalStateException message=\"x\"");
        assertThat(line(builder -> builder.failures(Level.ERROR), failed(StatusCode.NOT_FOUND, "x")))
                .contains(" ERROR ");
        assertThat(line(builder -> builder, failed(StatusCode.NOT_FOUND, "x"))).contains(" WARN ");
        assertThat(line(builder -> builder, failed(StatusCode.INTERNAL, "x"))).contains(" WARN ");
    }

    @Test
    void declaredExceptionsAreTheCallersErrors() {
        Invocation call = Internals.get().outgoing(TestService.FAIL, "x", Metadata.EMPTY, CallContext.create(), null);
        Reply reply = Reply.failed(TestService.FAIL, new OddException("x", 1));
        assertThat(lines(builder -> builder.clientErrors(Level.ERROR), call, reply, Duration.ZERO))
                .singleElement()
                .asString()
                .contains(" ERROR ");
    }

    @Test
    void levelsThatAreOffCostNothing() {
        LoggingFilter filter = builder()
                .logger(logger("levelsThatAreOff", "off"))
                .arguments(true)
                .build();
        CompletableFuture<Reply> stage = new CompletableFuture<>();
        assertThat(filter.filter(call("x"), call -> stage)).isSameAs(stage);
    }

    @Test
    void theLoggerIsNamedLikeTheFilterIfNothingIsSaid() {
        try (LogLines log = new LogLines()) {
            LoggingFilter.create()
                    .filter(
                            call("x"),
                            call -> Reply.notExecuted(StatusCode.ABORTED, "x").completed());
            assertThat(log.with("WARN io.minirpc.filter.LoggingFilter - call ")).hasSize(1);
        }
    }

    @Test
    void successesMayBeOffAndFailuresOn() {
        UnaryOperator<LoggingFilter.Builder> settings = builder -> builder.successes(Level.TRACE);
        assertThat(lines(settings, call("x"), Reply.of("x"), Duration.ZERO)).isEmpty();
        assertThat(lines(settings, call("x"), failed(StatusCode.INTERNAL, "x"), Duration.ZERO))
                .hasSize(1);
    }

    @Test
    void onlySlowCallsAndFailuresIfSo() {
        UnaryOperator<LoggingFilter.Builder> settings = builder -> builder.slowerThan(Duration.ofMillis(5));
        assertThat(lines(settings, call("x"), Reply.of("x"), Duration.ofNanos(4_999_999)))
                .isEmpty();
        assertThat(lines(settings, call("x"), Reply.of("x"), Duration.ofMillis(5)))
                .hasSize(1);
        assertThat(lines(settings, call("x"), failed(StatusCode.INTERNAL, "x"), Duration.ZERO))
                .hasSize(1);
    }

    @Test
    void ofSuccessesOneInSoManyIsLogged() {
        LoggingFilter filter = builder().sample(3).build();
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < 7; i++) {
                Reply reply = Reply.of("x");
                filter.filter(call("call " + i), call -> CompletableFuture.completedFuture(reply));
            }
            assertThat(log.all()).hasSize(3);
            filter.filter(
                    call("x"),
                    call -> Reply.notExecuted(StatusCode.ABORTED, "x").completed());
            filter.filter(
                    call("x"),
                    call -> Reply.notExecuted(StatusCode.ABORTED, "x").completed());
            assertThat(log.all()).hasSize(5);
        }
    }

    @Test
    void ofMetadataNothingIsShownButTheTraceOfACallThatIsTraced() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Invocation traced = call("x").withMetadata("traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        assertThat(lines(builder -> builder, traced, Reply.of("x"), Duration.ZERO)
                        .get(0))
                .endsWith(" trace=" + trace)
                .doesNotContain("hunter2");
        Invocation odd = call("x").withMetadata("traceparent", "00-hunter2-00f067aa0ba902b7-01");
        assertThat(lines(builder -> builder, odd, Reply.of("x"), Duration.ZERO).get(0))
                .doesNotContain("hunter2", "trace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\nWARN forged",
                "\u001b[2J\u001b[31mred",
                "${jndi:ldap://127.0.0.1/a}",
                "\u2028\u202e\u0085",
                "\" code=OK reply=\""
            })
    void aLineIsOneLineWhateverComes(String text) {
        UnaryOperator<LoggingFilter.Builder> all =
                builder -> builder.arguments(true).replies(true);
        List<String> lines = lines(all, call(text), Reply.of(text), Duration.ZERO);
        List<String> failed = lines(all, call(text), failed(StatusCode.ABORTED, text), Duration.ZERO);
        for (List<String> each : List.of(lines, failed)) {
            assertThat(each).hasSize(1);
            assertThat(each.get(0)).matches("[\\x20-\\x7e]*").doesNotContain("${");
        }
        assertThat(lines.get(0)).contains(" arguments=\"", " reply=\"");
        assertThat(failed.get(0)).contains(" message=\"");
    }

    @Test
    void namesThatAreUnusualAreQuoted() {
        MethodDescriptor<String, String> odd = MethodDescriptor.builder("a b\n", "${c}", Codecs.STRING, Codecs.STRING)
                .build();
        Invocation call = Internals.get()
                .withPeer(
                        Internals.get().outgoing(odd, "x", Metadata.EMPTY, CallContext.create(), null),
                        "evil\u001b peer",
                        null);
        assertThat(lines(builder -> builder, call, Reply.of("x"), Duration.ZERO).get(0))
                .contains("call method=\"a b\\n.$\\{c}\" side=client peer=\"evil\\u001b peer\" code=OK");
    }

    @Test
    void messagesAreCut() {
        assertThat(line(builder -> builder, failed(StatusCode.ABORTED, "x".repeat(5_000))))
                .endsWith(" message=\"" + "x".repeat(300) + "… (5,000 chars)\"");
    }

    @Test
    void stackTracesComeWhereTheyAreWanted() {
        Reply reply = failed(StatusCode.ABORTED, "why");
        assertThat(lines(builder -> builder.stackTraces(true), call("x"), reply, Duration.ZERO))
                .anyMatch(line -> line.contains("at " + LoggingFilterTest.class.getName()));
    }

    @Test
    void whatCannotBePrintedDoesNotHarmTheCall() {
        List<Integer> broken = new AbstractList<>() {
            @Override
            public Integer get(int index) {
                throw new UnsupportedOperationException("hunter2");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        Codec<List<Integer>> list = Codecs.list(Codecs.INT32);
        MethodDescriptor<List<Integer>, String> method =
                MethodDescriptor.builder("Test", "Print", list, Codecs.STRING).build();
        Invocation call = Internals.get().outgoing(method, broken, Metadata.EMPTY, CallContext.create(), null);
        UnaryOperator<LoggingFilter.Builder> all =
                builder -> builder.arguments(true).replies(true);
        assertThat(lines(all, call, Reply.of(7), Duration.ZERO).get(0))
                .endsWith(" arguments=<cannot be printed: UnsupportedOperationException>"
                        + " reply=<cannot be printed: ClassCastException>");
    }

    @Test
    void sensitiveMessagesOfDeclaredExceptionsAreHidden() {
        MethodDescriptor<String, String> method = MethodDescriptor.builder("Test", "Hide", Codecs.STRING, Codecs.STRING)
                .declares(new HidingCodec())
                .build();
        Invocation call = Internals.get().outgoing(method, "x", Metadata.EMPTY, CallContext.create(), null);
        Reply reply = Reply.failed(method, new OddException("hunter2", 7));
        List<String> lines = lines(builder -> builder.replies(true).stackTraces(true), call, reply, Duration.ZERO);
        assertThat(lines).singleElement().asString().endsWith(" exception=OddException message=***");
    }

    @Test
    void callsRunOnWhileTheyAreLogged() throws Exception {
        Filter filter = builder().build();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        try (LogLines log = new LogLines()) {
            CompletionStage<Reply> stage = filter.filter(call("x"), call -> reply);
            assertThat(stage.toCompletableFuture()).isNotDone();
            assertThat(log.all()).isEmpty();
            reply.complete(Reply.of("x"));
            assertThat(stage.toCompletableFuture().get().value()).isEqualTo("x");
            assertThat(log.all()).hasSize(1);
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> LoggingFilter.builder().sample(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sample: 0 (expected: 1 to 2147483647)");
        assertThatThrownBy(() -> LoggingFilter.builder().slowerThan(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** As the processor writes it where the message is marked as sensitive, as far as is needed here. */
    private static final class HidingCodec extends ExceptionCodec<OddException> {
        private HidingCodec() {
            super("OddException", OddException.class);
        }

        @Override
        public boolean hidesMessage() {
            return true;
        }

        @Override
        public void write(OddException value, WireWriter out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OddException read(WireReader in) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void writeJson(OddException value, JsonWriter out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OddException readJson(JsonReader in) {
            throw new UnsupportedOperationException();
        }
    }
}

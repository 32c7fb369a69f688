package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.minirpc.Filter;
import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.client.WireFormat;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.ExceptionCodec;
import io.minirpc.codec.JsonFields;
import io.minirpc.codec.JsonName;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.Limits;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that throws a subclass which its clients do not declare yet: they get the superclass that they declare. */
class DeclaredSubclassTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ThrownCodec<Refused> REFUSED =
            new ThrownCodec<>("Refused", Refused.class, parts -> new Refused(parts.message));
    private static final ThrownCodec<SoldOut> SOLD_OUT =
            new ThrownCodec<>("SoldOut", SoldOut.class, parts -> new SoldOut(parts.message, parts.cake));
    private static final ThrownCodec<SoldOutToday> SOLD_OUT_TODAY = new ThrownCodec<>(
            "SoldOutToday", SoldOutToday.class, parts -> new SoldOutToday(parts.message, parts.cake, parts.opens));
    private static final MethodDescriptor<String, String> NEW = declaring(SOLD_OUT_TODAY, SOLD_OUT, REFUSED);
    private static final MethodDescriptor<String, String> OLD = declaring(SOLD_OUT, REFUSED);
    private static final MethodDescriptor<String, String> OLDER = declaring(REFUSED);

    private RpcServer server;
    private Consumer<RpcClientBuilder> address;

    static Stream<Arguments> ways() {
        return Stream.of(WireFormat.values())
                .flatMap(format -> Stream.of(Arguments.of(format, true), Arguments.of(format, false)));
    }

    private static MethodDescriptor<String, String> declaring(ExceptionCodec<?>... exceptions) {
        MethodDescriptor.Builder<String, String> method =
                MethodDescriptor.builder("Bakery", "Buy", Codecs.STRING, Codecs.STRING);
        for (ExceptionCodec<?> exception : exceptions) {
            method.declares(exception);
        }
        return method.build();
    }

    @AfterEach
    void stop() {
        server.shutdown(Duration.ZERO);
    }

    private void start(MethodDescriptor<String, String> method, Consumer<RpcServerBuilder> settings) {
        RpcServerBuilder builder = RpcServer.builder()
                .address("127.0.0.1", 0)
                .add(ServiceBinding.builder("Bakery")
                        .blocking(method, DeclaredSubclassTest::buy)
                        .build());
        settings.accept(builder);
        server = builder.build().start();
        address = client -> client.address("127.0.0.1", server.port());
    }

    private void start(MethodDescriptor<String, String> method) {
        start(method, settings -> {});
    }

    private void startInProcess(MethodDescriptor<String, String> method) {
        start(method, settings -> settings.inProcess("declared-subclass"));
        address = client -> client.inProcess("declared-subclass");
    }

    private static String buy(String cake) throws Refused {
        throw cake.equals("tart") ? new OneLeft("tomorrow", cake) : new SoldOutToday("tomorrow", cake, 7);
    }

    private Throwable thrown(
            WireFormat format,
            MethodDescriptor<String, String> method,
            String cake,
            Consumer<RpcClientBuilder> settings) {
        RpcClientBuilder builder = RpcClient.builder().wireFormat(format).helloTimeout(LONG);
        address.accept(builder);
        settings.accept(builder);
        try (RpcClient client = builder.build()) {
            // An explicit timeout waits for the hello, so that the first call has metadata already.
            return catchThrowable(() -> client.withTimeout(LONG).callBlocking(method, cake));
        }
    }

    private Throwable thrown(WireFormat format, MethodDescriptor<String, String> method) {
        return thrown(format, method, "cake", settings -> {});
    }

    @ParameterizedTest
    @MethodSource("ways")
    void oldClientGetsTheNearestSuperclassThatItDeclares(WireFormat format, boolean inProcess) {
        if (inProcess) {
            startInProcess(NEW);
        } else {
            start(NEW);
        }
        assertThat(thrown(format, NEW)).hasMessage("tomorrow").isInstanceOfSatisfying(SoldOutToday.class, thrown -> {
            assertThat(thrown.cake).isEqualTo("cake");
            assertThat(thrown.opens).isEqualTo(7);
        });
        assertThat(thrown(format, OLD))
                .isExactlyInstanceOf(SoldOut.class)
                .hasMessage("tomorrow")
                .isInstanceOfSatisfying(
                        SoldOut.class, thrown -> assertThat(thrown.cake).isEqualTo("cake"));
        assertThat(thrown(format, OLDER)).isExactlyInstanceOf(Refused.class).hasMessage("tomorrow");
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void clientThatDeclaresNoneOfThemGetsTheStatus(WireFormat format) {
        start(NEW);
        assertThat(thrown(format, declaring()))
                .hasMessageContaining("tomorrow")
                .isInstanceOfSatisfying(
                        RpcException.class, thrown -> assertThat(thrown.code()).isEqualTo(StatusCode.UNKNOWN));
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void subclassThatNobodyDeclaresIsItsNearestDeclaredSuperclass(WireFormat format) {
        start(OLD);
        assertThat(thrown(format, OLD, "tart", settings -> {})).isExactlyInstanceOf(SoldOut.class);
        assertThat(thrown(format, NEW, "tart", settings -> {})).isExactlyInstanceOf(SoldOut.class);
        assertThat(thrown(format, OLDER, "tart", settings -> {})).isExactlyInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void superclassThatDoesNotFitTheClientsFramesIsLeftOut(WireFormat format) {
        start(NEW);
        Consumer<RpcClientBuilder> shortFrames = settings ->
                settings.limits(Limits.builder().maxFrameBytes(2 << 10).build());
        String cake = "c".repeat(1_200);
        assertThat(thrown(format, NEW, cake, shortFrames)).isExactlyInstanceOf(SoldOutToday.class);
        assertThat(thrown(format, OLD, cake, shortFrames)).isInstanceOf(RpcException.class);
        assertThat(thrown(format, OLD, cake, settings -> {})).isExactlyInstanceOf(SoldOut.class);
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void superclassThatDoesNotFitBesideTheMetadataIsLeftOut(WireFormat format) {
        String text = "m".repeat(5_100);
        Filter filter = (call, next) -> next.invoke(call).thenApply(reply -> reply.withMetadata("text", text));
        start(NEW, settings -> settings.filter(filter));
        String cake = "c".repeat(1_500);
        assertThat(thrown(format, NEW, cake, settings -> {})).isExactlyInstanceOf(SoldOutToday.class);
        boolean fits = format == WireFormat.NATIVE; // where the exception itself is no metadata
        assertThat(thrown(format, OLD, cake, settings -> {})).isExactlyInstanceOf(fits ? SoldOut.class : Refused.class);
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void superclassThatCannotBeWrittenIsLeftOut(WireFormat format) {
        ThrownCodec<SoldOut> broken = new ThrownCodec<>("SoldOut", SoldOut.class, parts -> new SoldOut("", "")) {
            @Override
            public void writeJson(SoldOut thrown, JsonWriter out) {
                throw new StackOverflowError();
            }
        };
        start(declaring(SOLD_OUT_TODAY, broken, REFUSED));
        assertThat(thrown(format, NEW)).isExactlyInstanceOf(SoldOutToday.class);
        assertThat(thrown(format, OLD)).isExactlyInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void superclassThatCannotBeReadIsTheStatus(WireFormat format) {
        start(NEW);
        ThrownCodec<SoldOut> strict = new ThrownCodec<>("SoldOut", SoldOut.class, parts -> {
            throw new IllegalArgumentException("no cake");
        });
        assertThat(thrown(format, declaring(strict, REFUSED)))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("tomorrow")
                .hasRootCauseMessage("no cake")
                .hasCauseInstanceOf(CodecException.class);
    }

    private static class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    private static class SoldOut extends Refused {
        private static final long serialVersionUID = 1;
        final String cake;

        SoldOut(String message, String cake) {
            super(message);
            this.cake = cake;
        }
    }

    private static final class SoldOutToday extends SoldOut {
        private static final long serialVersionUID = 1;
        final int opens;

        SoldOutToday(String message, String cake, int opens) {
            super(message, cake);
            this.opens = opens;
        }
    }

    private static final class OneLeft extends SoldOut {
        private static final long serialVersionUID = 1;

        OneLeft(String message, String cake) {
            super(message, cake);
        }
    }

    private static final class Parts {
        String message = "";
        String cake = "";
        int opens;
    }

    /** Natively a subclass has its own properties first, so that its bytes are not those of its superclass. */
    private static class ThrownCodec<E extends Refused> extends ExceptionCodec<E> {
        private static final JsonName MESSAGE = JsonName.of("message");
        private static final JsonName CAKE = JsonName.of("cake");
        private static final JsonName OPENS = JsonName.of("opens");
        private static final JsonFields FIELDS = JsonFields.of(MESSAGE, CAKE, OPENS);

        private final Function<Parts, E> creation;
        private final int levels;

        ThrownCodec(String name, Class<E> type, Function<Parts, E> creation) {
            super(name, type);
            this.creation = creation;
            levels = type == SoldOutToday.class ? 3 : type == SoldOut.class ? 2 : 1;
        }

        @Override
        public void write(E thrown, WireWriter out) {
            if (levels > 2 && thrown instanceof SoldOutToday today) {
                out.writeInt32(levels - 2, today.opens);
            }
            if (levels > 1 && thrown instanceof SoldOut soldOut) {
                out.writeString(levels - 1, soldOut.cake);
            }
            out.writeString(levels, thrown.getMessage());
        }

        @Override
        public E read(WireReader in) {
            Parts parts = new Parts();
            for (int field = in.nextField(); field != 0; field = in.nextField()) {
                switch (levels - field) {
                    case 0 -> parts.message = in.readString();
                    case 1 -> parts.cake = in.readString();
                    case 2 -> parts.opens = in.readInt32();
                    default -> in.skipField();
                }
            }
            return creation.apply(parts);
        }

        @Override
        public void writeJson(E thrown, JsonWriter out) {
            out.beginObject();
            out.writeString(MESSAGE, thrown.getMessage());
            if (levels > 1 && thrown instanceof SoldOut soldOut) {
                out.writeString(CAKE, soldOut.cake);
            }
            if (levels > 2 && thrown instanceof SoldOutToday today) {
                out.writeInt32(OPENS, today.opens);
            }
            out.endObject();
        }

        @Override
        public E readJson(JsonReader in) {
            Parts parts = new Parts();
            in.beginObject(FIELDS);
            for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
                switch (field) {
                    case 0 -> parts.message = in.readString();
                    case 1 -> parts.cake = in.readString();
                    default -> parts.opens = in.readInt32();
                }
            }
            return creation.apply(parts);
        }
    }
}

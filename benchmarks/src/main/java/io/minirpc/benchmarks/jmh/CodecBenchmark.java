package io.minirpc.benchmarks.jmh;

import io.minirpc.benchmarks.users.Users;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From plain objects to bytes and from bytes to plain objects. */
@SuppressWarnings("NullAway.Init") // by setUp
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+UseG1GC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    private static final long ID = 10_000_000_007L;
    private static final int PAGE = 7;

    /** What is encoded. */
    public enum Work {
        USER,
        PAGE
    }

    @Param
    CodecPeer codec;

    @Param
    Work work;

    private ObjectCodec<Object> objectCodec;
    private Object value;
    private byte[] bytes;

    @Setup
    @SuppressWarnings("unchecked") // each codec meets values of its type only
    public void setUp() {
        objectCodec = (ObjectCodec<Object>)
                switch (work) {
                    case USER -> codec.user();
                    case PAGE -> codec.page();
                };
        value = switch (work) {
            case USER -> new Users().getUser(ID);
            case PAGE -> new Users().listUser(PAGE);
        };
        bytes = objectCodec.encode(value);
        if (!objectCodec.decode(bytes).equals(value)) {
            throw new IllegalStateException(codec + " does not bring back what it was given");
        }
    }

    @Benchmark
    public byte[] encode() {
        return objectCodec.encode(value);
    }

    @Benchmark
    public Object decode() {
        return objectCodec.decode(bytes);
    }

    @Benchmark
    public Object roundTrip() {
        return objectCodec.decode(objectCodec.encode(value));
    }
}

package io.minirpc.tests.classpath;

import io.minirpc.codec.Codecs;
import java.time.Instant;
import java.util.List;

/** Writes and reads messages without a call, and prints what it has read. */
final class CodecProgram {
    private CodecProgram() {}

    public static void main(String[] args) {
        Greeting greeting = new Greeting("you", Instant.EPOCH);
        System.out.println(GreetingCodec.INSTANCE.fromBytes(GreetingCodec.INSTANCE.toBytes(greeting)));
        System.out.println(GreetingCodec.INSTANCE.fromJson(GreetingCodec.INSTANCE.toJson(greeting)));
        System.out.println(Codecs.list(GreetingCodec.INSTANCE).toJson(List.of(greeting)));
    }
}

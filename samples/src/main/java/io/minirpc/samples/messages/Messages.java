// run: messages - messages as bytes and as JSON, without a call
package io.minirpc.samples.messages;

import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Codecs;
import java.util.HexFormat;
import java.util.List;

/** Turns messages into bytes and JSON and back, as one does who keeps them in a file, a cache or a queue. */
final class Messages {
    private Messages() {}

    public static void main(String[] args) {
        Frame create = new Frame.CreateGroup("rowing", List.of("ada", "grace"));

        byte[] bytes = FrameCodec.INSTANCE.toBytes(create);
        say("bytes", HexFormat.of().formatHex(bytes));
        say("read", FrameCodec.INSTANCE.fromBytes(bytes));

        String json = FrameCodec.INSTANCE.toJson(create);
        say("JSON", json);
        say("read", FrameCodec.INSTANCE.fromJson(json));

        Codec<List<Frame>> frames = Codecs.list(FrameCodec.INSTANCE);
        say("list", frames.toJson(List.of(create, new Frame.Ping())));

        read("{\"group.create\":{\"members\":[\"ada\",7]}}");
        read("{\"group.create\":{\"name\":\"rowing\"");
        read("{\"group.close\":{\"name\":\"rowing\"}}");
    }

    private static void read(String json) {
        try {
            say("read", FrameCodec.INSTANCE.fromJson(json));
        } catch (CodecException e) {
            say(e.isUnknownValue() ? "unknown" : "bad", e.getMessage());
        }
    }

    private static void say(String topic, Object what) {
        System.out.printf("%-8s %s%n", topic, what);
    }
}

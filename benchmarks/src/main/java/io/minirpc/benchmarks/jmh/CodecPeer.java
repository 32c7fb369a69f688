package io.minirpc.benchmarks.jmh;

import io.minirpc.benchmarks.users.Page;
import io.minirpc.benchmarks.users.User;
import java.util.function.Supplier;

/** The codecs that are compared, each set up as its users would for speed. */
@SuppressWarnings("ImmutableEnumChecker") // the suppliers hold nothing
public enum CodecPeer {
    MINIRPC_NATIVE("minirpc native", MinirpcCodecs::nativeUser, MinirpcCodecs::nativePage),
    MINIRPC_JSON("minirpc JSON", MinirpcCodecs::jsonUser, MinirpcCodecs::jsonPage),
    PROTOBUF("protobuf-java", ProtobufCodecs::user, ProtobufCodecs::page),
    HAND_WRITTEN("hand-written, Netty", HandWrittenCodecs::user, HandWrittenCodecs::page),
    FORY("Apache Fory", ForyCodecs::user, ForyCodecs::page),
    DATABIND("Jackson databind", DatabindCodecs::user, DatabindCodecs::page);

    private final String label;
    private final Supplier<ObjectCodec<User>> user;
    private final Supplier<ObjectCodec<Page<User>>> page;

    CodecPeer(String label, Supplier<ObjectCodec<User>> user, Supplier<ObjectCodec<Page<User>>> page) {
        this.label = label;
        this.user = user;
        this.page = page;
    }

    String label() {
        return label;
    }

    ObjectCodec<User> user() {
        return user.get();
    }

    ObjectCodec<Page<User>> page() {
        return page.get();
    }
}

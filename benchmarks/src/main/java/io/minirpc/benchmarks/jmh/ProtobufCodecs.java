package io.minirpc.benchmarks.jmh;

import com.google.protobuf.InvalidProtocolBufferException;
import io.minirpc.benchmarks.peer.ProtoUsers;
import io.minirpc.benchmarks.proto.UserPage;
import io.minirpc.benchmarks.users.Page;
import io.minirpc.benchmarks.users.User;
import java.io.UncheckedIOException;

/** protobuf-java's messages, and the copying into them and out of them, which our objects need too. */
final class ProtobufCodecs {
    private ProtobufCodecs() {}

    static ObjectCodec<User> user() {
        return new UserCodec();
    }

    static ObjectCodec<Page<User>> page() {
        return new PageCodec();
    }

    private static final class UserCodec implements ObjectCodec<User> {
        @Override
        public byte[] encode(User value) {
            return ProtoUsers.toProto(value).toByteArray();
        }

        @Override
        public User decode(byte[] bytes) {
            try {
                return ProtoUsers.fromProto(io.minirpc.benchmarks.proto.User.parseFrom(bytes));
            } catch (InvalidProtocolBufferException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class PageCodec implements ObjectCodec<Page<User>> {
        @Override
        public byte[] encode(Page<User> value) {
            return ProtoUsers.toProto(value).toByteArray();
        }

        @Override
        public Page<User> decode(byte[] bytes) {
            try {
                return ProtoUsers.fromProto(UserPage.parseFrom(bytes));
            } catch (InvalidProtocolBufferException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

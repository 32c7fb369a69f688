package io.minirpc.benchmarks.jmh;

import io.minirpc.benchmarks.peer.NettyMessages;
import io.minirpc.benchmarks.users.Page;
import io.minirpc.benchmarks.users.User;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What the bare Netty peer does, by way of one buffer. Not thread-safe. */
final class HandWrittenCodecs {
    private HandWrittenCodecs() {}

    static ObjectCodec<User> user() {
        return new Buffered<>(NettyMessages::writeUser, NettyMessages::readUser);
    }

    static ObjectCodec<Page<User>> page() {
        return new Buffered<>(NettyMessages::writePage, NettyMessages::readPage);
    }

    private static final class Buffered<T> implements ObjectCodec<T> {
        private final BiConsumer<T, ByteBuf> writer;
        private final Function<ByteBuf, T> reader;
        private final ByteBuf buffer = Unpooled.buffer(1 << 14);

        Buffered(BiConsumer<T, ByteBuf> writer, Function<ByteBuf, T> reader) {
            this.writer = writer;
            this.reader = reader;
        }

        @Override
        public byte[] encode(T value) {
            writer.accept(value, buffer.clear());
            return ByteBufUtil.getBytes(buffer);
        }

        @Override
        public T decode(byte[] bytes) {
            return reader.apply(Unpooled.wrappedBuffer(bytes));
        }
    }
}

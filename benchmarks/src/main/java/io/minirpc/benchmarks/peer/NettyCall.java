package io.minirpc.benchmarks.peer;

import io.minirpc.benchmarks.users.Page;
import io.minirpc.benchmarks.users.User;
import io.netty.buffer.ByteBuf;
import java.util.function.BiConsumer;

/** A call on its way: how its request is written and its response read, and who waits for it. */
abstract class NettyCall {
    abstract void writeRequest(ByteBuf out);

    abstract void readResponse(ByteBuf in);

    abstract void fail(Throwable failure);

    /** A call with a callback. */
    abstract static class WithCallback<T> extends NettyCall {
        private final BiConsumer<? super T, ? super Throwable> callback;

        WithCallback(BiConsumer<? super T, ? super Throwable> callback) {
            this.callback = callback;
        }

        abstract T read(ByteBuf in);

        @Override
        final void readResponse(ByteBuf in) {
            callback.accept(read(in), null);
        }

        @Override
        final void fail(Throwable failure) {
            callback.accept(null, failure);
        }
    }

    static final class ExistUser extends WithCallback<Boolean> {
        private final String email;

        ExistUser(String email, BiConsumer<? super Boolean, ? super Throwable> callback) {
            super(callback);
            this.email = email;
        }

        @Override
        void writeRequest(ByteBuf out) {
            out.writeByte(NettyMessages.EXIST_USER);
            NettyMessages.writeString(email, out);
        }

        @Override
        Boolean read(ByteBuf in) {
            return in.readBoolean();
        }
    }

    static final class GetUser extends WithCallback<User> {
        private final long id;

        GetUser(long id, BiConsumer<? super User, ? super Throwable> callback) {
            super(callback);
            this.id = id;
        }

        @Override
        void writeRequest(ByteBuf out) {
            out.writeByte(NettyMessages.GET_USER).writeLong(id);
        }

        @Override
        User read(ByteBuf in) {
            return NettyMessages.readUser(in);
        }
    }

    static final class ListUser extends WithCallback<Page<User>> {
        private final int page;

        ListUser(int page, BiConsumer<? super Page<User>, ? super Throwable> callback) {
            super(callback);
            this.page = page;
        }

        @Override
        void writeRequest(ByteBuf out) {
            out.writeByte(NettyMessages.LIST_USER).writeInt(page);
        }

        @Override
        Page<User> read(ByteBuf in) {
            return NettyMessages.readPage(in);
        }
    }
}

package generics;

import io.minirpc.annotation.RpcMessage;

@RpcMessage
public sealed interface Either<L, R> {
    record Left<L, R>(L value) implements Either<L, R> {}

    record Right<L, R>(R value) implements Either<L, R> {}
}

package generics;

import io.minirpc.annotation.RpcMessage;
import java.util.List;

@RpcMessage
public record Ping<T>(T value, List<Pong<T>> pongs) {}

package deprecation;

import io.minirpc.annotation.RpcMessage;

@Deprecated
@RpcMessage
public record Old(int value) {}

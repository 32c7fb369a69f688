import io.minirpc.annotation.RpcMessage;

@RpcMessage
record PlainMessage(String text, PlainMessage reply) {}

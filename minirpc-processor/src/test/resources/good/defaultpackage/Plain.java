import io.minirpc.annotation.RpcInterface;

@RpcInterface
interface Plain {
    PlainMessage echo(PlainMessage message, int times);
}

package hidden;

import io.minirpc.annotation.RpcInterface;

@RpcInterface
public interface Texts {
    String convert(java.lang.String text, int times);
}

package generics;

import io.minirpc.annotation.RpcMessage;
import java.util.List;
import java.util.Optional;

@RpcMessage
public record Page<T>(List<T> items, T first, Optional<T> last, List<Page<T>> inner, int total, List<String> notes) {}

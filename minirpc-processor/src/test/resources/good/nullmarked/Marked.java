package nullmarked;

import io.minirpc.annotation.RpcInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

@RpcInterface
public interface Marked {
    @Nullable String find(@Nullable String name, List<@Nullable String> names, Part @Nullable [] parts);

    record Part(@Nullable String name, java.util.@Nullable List<Part> parts) {}
}

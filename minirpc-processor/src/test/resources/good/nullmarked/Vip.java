package nullmarked;

import io.minirpc.annotation.RpcMessage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Accessors with annotations on their types. */
@RpcMessage
public final class Vip {
    private @Nullable Boolean vip;
    private @Nullable Integer level;
    private @Nullable String @Nullable [] names;

    public static Vip sample() {
        Vip vip = new Vip();
        vip.vip = true;
        vip.level = 3;
        vip.names = new @Nullable String[] {"a", null};
        return vip;
    }

    public @Nullable Boolean isVip() {
        return vip;
    }

    public void setVip(@Nullable Boolean vip) {
        this.vip = vip;
    }

    public @Nullable Integer getLevel() {
        return level;
    }

    public void setLevel(@Nullable Integer level) {
        this.level = level;
    }

    public @Nullable String @Nullable [] getNames() {
        return names;
    }

    public void setNames(@Nullable String @Nullable [] names) {
        this.names = names;
    }

    @Override
    public String toString() {
        return vip + " " + level + " " + Arrays.toString(names);
    }
}

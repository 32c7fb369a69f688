package deprecation;

import io.minirpc.annotation.RpcMessage;

@RpcMessage
public class Half {
    private int value;
    private int other;

    @Deprecated
    public int getValue() {
        return value;
    }

    @Deprecated
    public void setValue(int value) {
        this.value = value;
    }

    public int getOther() {
        return other;
    }

    @Deprecated(since = "2", forRemoval = true)
    public void setOther(int other) {
        this.other = other;
    }
}

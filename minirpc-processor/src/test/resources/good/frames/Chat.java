package frames;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMethod;

@RpcInterface
public interface Chat {
    void send(Frame frame) throws Refused, Busy;

    @RpcMethod(name = "send-all")
    void send(Frame... frames) throws Busy, Other.Busy;

    @RpcMethod(name = "2")
    void send(Frame.Say[] frames, int... times);

    @RpcMethod(name = "-")
    int pending();

    @RpcMethod(name = "_")
    int waiting();

    @RpcField(name = "chat.refused")
    class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final int code;

        public Refused(String message, int code) {
            super(message);
            this.code = code;
        }

        public int getCode() {
            return code;
        }
    }

    class Busy extends Exception {
        private static final long serialVersionUID = 1;
    }

    class Other {
        @RpcField(name = "other.busy")
        public static class Busy extends Exception {
            private static final long serialVersionUID = 1;
        }
    }
}

package exceptions;

import io.minirpc.annotation.RpcIgnore;
import io.minirpc.annotation.RpcInterface;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

@RpcInterface
public interface Failing {
    void io() throws IOException, FileNotFoundException;

    void any() throws Exception;

    int plain() throws Plain, NoArguments, WithCause;

    CompletableFuture<String> later() throws Rich;

    String unchecked() throws IllegalStateException, Setters;

    class Plain extends Exception {
        private static final long serialVersionUID = 1;

        public Plain(String msg) {
            super(msg);
        }
    }

    class NoArguments extends Exception {
        private static final long serialVersionUID = 1;
    }

    class WithCause extends Exception {
        private static final long serialVersionUID = 1;

        public WithCause(String message, Throwable cause) {
            super(message, cause);
        }

        public WithCause(String message, Integer code) {
            super(message + code);
        }
    }

    class Rich extends Plain {
        private static final long serialVersionUID = 1;

        private final long userId;
        private final ArrayList<String> hints;
        private final transient Object local = new Object();

        @RpcIgnore
        private final int ignored = 1;

        public Rich(ArrayList<String> hints, String message, long userId) {
            super(message);
            this.hints = new ArrayList<>(hints);
            this.userId = userId;
        }

        public Rich(String message) {
            this(new ArrayList<>(), message, 0);
        }

        public long getUserId() {
            return userId;
        }

        public ArrayList<String> hints() {
            return hints;
        }

        public Object getLocal() {
            return local;
        }

        public int getIgnored() {
            return ignored;
        }
    }

    class Setters extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        private int code;

        public int getCode() {
            return code;
        }

        public void setCode(int code) {
            this.code = code;
        }
    }
}

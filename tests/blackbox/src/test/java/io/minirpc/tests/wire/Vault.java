package io.minirpc.tests.wire;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.Sensitive;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Secrets wherever they can be. Numbers are set, so that methods with other types, too, are called natively. */
@RpcInterface
public interface Vault {
    Entry open(
            @RpcField(number = 1) Credentials credentials,
            @RpcField(number = 2) @Sensitive String password,
            @RpcField(number = 3) @Sensitive int pin,
            @RpcField(number = 4) String comment);

    void change(@Sensitive Credentials credentials);

    @Sensitive
    BigDecimal reveal(@RpcField(number = 1) @Sensitive Map<String, BigDecimal> amounts);

    Entry guess(List<Entry> entries) throws Refused;

    void tell(@Sensitive String what) throws Refused;

    String say(String what) throws Loud;

    /** Refuses secrets that are too short, and quotes them. */
    record Entry(
            @RpcField(number = 1) String name,
            @RpcField(number = 2) @Sensitive List<String> secrets,
            @RpcField(number = 3) @Sensitive Level level) {
        public Entry {
            if (secrets != null && secrets.stream().anyMatch(secret -> secret.endsWith("!"))) {
                throw new IllegalArgumentException("bad secrets: " + secrets);
            }
        }
    }

    enum Level {
        @RpcField(number = 1)
        LOW,
        @RpcField(number = 2)
        HIGH
    }

    class Credentials {
        @RpcField(number = 1)
        private String user;

        @RpcField(number = 2)
        private String token;

        public String getUser() {
            return user;
        }

        public void setUser(String user) {
            this.user = user;
        }

        public String getToken() {
            return token;
        }

        @Sensitive
        public void setToken(String token) {
            this.token = token;
        }
    }

    class Loud extends Exception {
        private static final long serialVersionUID = 1;

        public Loud(String message) {
            super(message);
        }
    }

    class Refused extends Exception {
        private static final long serialVersionUID = 1;

        public Refused(String message) {
            super(message);
        }

        @Override
        @Sensitive
        public String getMessage() {
            return super.getMessage();
        }
    }
}

package io.minirpc.tests.wire;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.Sensitive;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Secrets wherever they can be. */
@RpcInterface
public interface Vault {
    Entry open(Credentials credentials, @Sensitive String password, @Sensitive int pin, String comment);

    void change(@Sensitive Credentials credentials);

    @Sensitive
    BigDecimal reveal(@Sensitive Map<String, BigDecimal> amounts);

    Entry guess(List<Entry> entries) throws Refused;

    void tell(@Sensitive String what) throws Refused;

    String say(String what) throws Loud;

    /** Refuses secrets that are too short, and quotes them. */
    record Entry(
            String name,
            @Sensitive List<String> secrets,
            @Sensitive Level level) {
        public Entry {
            if (secrets != null && secrets.stream().anyMatch(secret -> secret.endsWith("!"))) {
                throw new IllegalArgumentException("bad secrets: " + secrets);
            }
        }
    }

    enum Level {
        LOW,
        HIGH
    }

    class Credentials {
        private String user;
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

package secrets;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.Sensitive;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

@RpcInterface
public interface Vault {
    Token login(String user, @Sensitive String password) throws Refused;

    void open(Credentials credentials, Safe<Integer> safe);

    void change(@Sensitive Credentials credentials);

    @Sensitive
    TreeSet<String> keys(@Sensitive int pin, boolean all);

    void store(@Sensitive Map<String, List<Token>> tokens);

    record Token(long id, @Sensitive byte[] secret) {}

    record Safe<T>(String name, @Sensitive T code) {}

    class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final String password;

        public Refused(String message, String password) {
            super(message);
            this.password = password;
        }

        @Override
        @Sensitive
        public String getMessage() {
            return super.getMessage();
        }

        @Sensitive
        public String getPassword() {
            return password;
        }
    }
}

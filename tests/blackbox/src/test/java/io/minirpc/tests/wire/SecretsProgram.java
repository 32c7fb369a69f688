package io.minirpc.tests.wire;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.filter.LoggingFilter;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends secrets and attacks on logs through every format, with everything logged, and prints the failures that it sees.
 */
final class SecretsProgram {
    static final String SECRET = "hunter2";
    static final int SECRET_NUMBER = 770_077_007;
    static final List<String> ATTACKS =
            List.of("\r\nFORGED line", "\u001b[31mFORGED", "${jndi:ldap://127.0.0.1:1/FORGED}", "\u2028FORGED\u202e");

    /** Of {@link #ATTACKS}, how many calls each makes with each format. */
    static final int CALLS_OF_AN_ATTACK = 3;

    private static final AtomicInteger SECRETS_SEEN = new AtomicInteger();

    private SecretsProgram() {}

    public static void main(String[] arguments) throws Exception {
        try (RpcServer vault = server(VaultSkeleton.bind(new OpenVault()), true);
                RpcServer burglar = server(BurglarSkeleton.bind(new Fence()), false)) {
            for (WireFormat format : WireFormat.values()) {
                try (RpcClient client = client(vault, format, true);
                        RpcClient thief = client(vault, format, false);
                        RpcClient robbed = client(burglar, format, true)) {
                    send(new VaultStub(client));
                    missend(new BurglarStub(thief));
                    receive(new VaultStub(robbed));
                }
            }
            malformed(vault.port());
        }
        try (RpcServer vault = RpcServer.builder()
                .address("127.0.0.1", 0)
                .filter(calls())
                .add(VaultSkeleton.bind(new OpenVault()))
                .build()
                .start()) {
            for (WireFormat format : WireFormat.values()) {
                try (RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", vault.port())
                        .wireFormat(format)
                        .filter(calls())
                        .build()) {
                    ATTACKS.forEach(attack -> attack(new VaultStub(client), attack));
                }
            }
        }
        System.out.println("secrets seen: " + SECRETS_SEEN);
    }

    private static void send(Vault vault) {
        Vault.Entry entry = new Vault.Entry("name", List.of(SECRET), Vault.Level.HIGH);
        show(() -> vault.open(credentials(), SECRET, SECRET_NUMBER, "comment"));
        show(() -> {
            vault.change(credentials());
            return null;
        });
        show(() -> vault.reveal(Map.of(SECRET, new BigDecimal(SECRET_NUMBER))));
        show(() -> vault.guess(List.of(entry, entry)));
        show(() -> {
            vault.tell(SECRET); // which is refused
            return null;
        });
        System.out.println(new VaultMethods.OpenArgs(credentials(), SECRET, SECRET_NUMBER, "comment"));
    }

    private static void missend(Burglar vault) {
        Burglar.Loot loot = new Burglar.Loot(SECRET, List.of(SECRET + "!"), SECRET);
        show(() -> vault.open(Map.of("token", SECRET), SECRET_NUMBER, SECRET, "comment"));
        show(() -> {
            vault.change(loot);
            return null;
        });
        show(() -> vault.reveal(Map.of(SECRET, SECRET)));
        show(() -> vault.guess(List.of(new Burglar.Loot("name", List.of(SECRET + "!"), SECRET))));
    }

    private static void receive(Vault burglar) {
        show(() -> burglar.open(null, null, 0, null));
        show(() -> burglar.reveal(null));
        show(() -> burglar.guess(null));
    }

    private static void malformed(int port) throws Exception {
        List<String> bodies = List.of(
                "{\"password\":hunter2}",
                "{\"password\":\"hunter2}",
                "{\"password\":{\"hunter2\":1}}",
                "{\"pin\":\"hunter2\"}",
                "{\"pin\":770077007770077007}",
                "{\"pin\":1e770077007}",
                "{\"password\":\"\\hunter2\"}");
        try (RawPeer peer = RawPeer.connect(port)) {
            for (String body : bodies) {
                String document = new String(Frames.bodyOf(Frames.call(7, "Vault.open", body)));
                byte[] binary = Frames.binaryBody("Vault.open", body, "");
                System.out.println(Frames.errorOf(peer.send(Frames.frame(Frames.JSON, Frames.REQUEST, 7, document))
                        .receive()));
                System.out.println(Frames.errorOf(peer.send(Frames.frame(Frames.BINARY, Frames.REQUEST, 7, binary))
                        .receive()));
            }
        }
    }

    private static void attack(Vault vault, String attack) {
        for (String how : List.of("echo ", "fail ", "refuse ")) {
            try {
                vault.say(how + attack);
            } catch (RpcException | Vault.Loud e) {
                // as it should be
            }
        }
    }

    private static void show(Callable<?> call) {
        try {
            call.call();
        } catch (Vault.Refused e) {
            if (SECRET.equals(e.getMessage())) {
                SECRETS_SEEN.incrementAndGet(); // it arrives, and is the caller's to keep
            }
        } catch (Exception e) {
            e.printStackTrace(System.out);
        }
    }

    private static Vault.Credentials credentials() {
        Vault.Credentials credentials = new Vault.Credentials();
        credentials.setUser("Ada");
        credentials.setToken(SECRET);
        return credentials;
    }

    private static LoggingFilter calls() {
        return LoggingFilter.builder()
                .logger("calls")
                .arguments(true)
                .replies(true)
                .build();
    }

    /** Logs all there is; values only by the codecs of the vault, for the burglar's know no secrets. */
    private static LoggingFilter everything(boolean values) {
        return LoggingFilter.builder()
                .arguments(values)
                .replies(values)
                .stackTraces(true)
                .build();
    }

    private static RpcServer server(ServiceBinding binding, boolean values) {
        return RpcServer.builder()
                .address("127.0.0.1", 0)
                .filter(everything(values))
                .add(binding)
                .build()
                .start();
    }

    private static RpcClient client(RpcServer server, WireFormat format, boolean values) {
        return RpcClient.builder()
                .address("127.0.0.1", server.port())
                .wireFormat(format)
                .filter(everything(values))
                .attemptFilter(everything(values))
                .build();
    }

    /** Answers with secrets, and notes those it gets. */
    private static final class OpenVault implements Vault {
        @Override
        public Entry open(Credentials credentials, String password, int pin, String comment) {
            if (password.equals(SECRET)
                    && pin == SECRET_NUMBER
                    && credentials.getToken().equals(SECRET)) {
                SECRETS_SEEN.incrementAndGet();
            }
            return new Entry("opened", List.of(SECRET), Level.HIGH);
        }

        @Override
        public void change(Credentials credentials) {
            SECRETS_SEEN.incrementAndGet();
        }

        @Override
        public BigDecimal reveal(Map<String, BigDecimal> amounts) {
            SECRETS_SEEN.incrementAndGet();
            return amounts.get(SECRET);
        }

        @Override
        public Entry guess(List<Entry> entries) {
            SECRETS_SEEN.incrementAndGet();
            return entries.get(0);
        }

        @Override
        public void tell(String what) throws Refused {
            SECRETS_SEEN.incrementAndGet();
            throw new Refused(what);
        }

        @Override
        public String say(String what) throws Loud {
            if (what.startsWith("fail")) {
                throw new RpcException(StatusCode.ABORTED, what);
            }
            if (what.startsWith("refuse")) {
                throw new Loud(what);
            }
            return what;
        }
    }

    /** Answers with what nobody can read. */
    private static final class Fence implements Burglar {
        private static final Loot LOOT = new Loot("loot", List.of(SECRET + "!"), SECRET);

        @Override
        public Loot open(Map<String, String> credentials, long password, String pin, String comment) {
            return LOOT;
        }

        @Override
        public void change(Loot credentials) {}

        @Override
        public String reveal(Map<String, String> amounts) {
            return SECRET;
        }

        @Override
        public Loot guess(List<Loot> entries) {
            return LOOT;
        }
    }
}

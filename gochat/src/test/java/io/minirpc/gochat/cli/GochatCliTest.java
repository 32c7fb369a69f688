package io.minirpc.gochat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.RunningServer;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands against a server, in both forms of output. */
class GochatCliTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    static Path data;

    @TempDir
    static Path config;

    private static RunningServer server;
    private static Cli cli;
    private static int users;

    @BeforeAll
    static void start() throws Exception {
        server = new RunningServer(data);
        cli = new Cli(config);
        assertThat(cli.logIn(server, "ada").code()).isZero();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Registers a user of the test's own, and returns the name. */
    private static String newUser() {
        String name = "user" + ++users;
        Cli.Result result = cli.run(name, "a password\n", "register", name, "--server", server.address.toString());
        assertThat(result.code()).isZero();
        return name;
    }

    @Test
    void loginKeepsTheSessionInAFileThatOnlyItsOwnerMayRead() throws Exception {
        assertThat(cli.logIn(server, "ada").out())
                .isEqualTo("logged in as @ada (" + server.ada.user().id() + ")\n");

        Path file = config.resolve("ada.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).doesNotContain("a password of ada");
    }

    @Test
    void logoutEndsTheSessionAndLaterCommandsSayWhatToDo() {
        String name = newUser();
        assertThat(cli.ok(name, "logout")).isEqualTo("logged out @" + name + "\n");

        Cli.Result later = cli.run(name, "", "list");
        assertThat(later)
                .isEqualTo(new Cli.Result(
                        1, "", "gochat-cli: UNAUTHENTICATED: not logged in; first: gochat-cli login NAME\n"));
    }

    @Test
    void refusalsExitWithOneAndTheirCode() {
        String url = server.address.toString();

        Cli.Result wrong = cli.run("eve", "a wrong password\n", "login", "ada", "--server", url);
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).startsWith("gochat-cli: WRONG_PASSWORD: ").hasLineCount(1);

        Cli.Result taken = cli.run("eve", "another password\n", "register", "bob", "--json", "--server", url);
        assertThat(taken.code()).isEqualTo(1);
        assertThat(taken.err())
                .startsWith("{\"error\":{\"code\":\"NAME_TAKEN\",\"text\":\"")
                .hasLineCount(1);

        assertThat(cli.run("ada", "", "send", "@nobody", "hello"))
                .isEqualTo(new Cli.Result(1, "", "gochat-cli: NOT_FOUND: there is no user @nobody\n"));
    }

    @Test
    void messagesAreSentListedReadAndShown() {
        String bob = newUser();
        String sent = cli.ok("ada", "send", "@" + bob, "hello");
        assertThat(sent).matches("sent p:\\d+:\\d+ 1\n");
        String conversation = sent.split(" ")[1];
        assertThat(cli.run("ada", "two\n\nthree\n", "send", conversation).out())
                .isEqualTo("sent " + conversation + " 2\nsent " + conversation + " 3\n");

        assertThat(cli.ok(bob, "list")).matches(" {3}3 {2}ada +" + conversation + " {2}ada: three\n");
        assertThat(cli.ok(bob, "list", "--json"))
                .startsWith("{\"conversation\":{\"conversation\":\"" + conversation + "\",\"name\":\"ada\"")
                .contains("\"unread\":3,")
                .hasLineCount(1);
        assertThat(cli.ok(bob, "history", "@ada", "--before", "3", "--limit", "1"))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d \\[ada 2] ada: two\n");
        assertThat(cli.ok(bob, "history", "@ada", "--json").lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("{\"message\":{\"conversation\":\"" + conversation + "\""));

        assertThat(cli.ok(bob, "read", "@ada", "2")).isEqualTo("read " + conversation + " up to 2, 1 unread\n");
        assertThat(cli.ok(bob, "read", "@ada", "--json"))
                .isEqualTo("{\"cursor\":{\"conversation\":\"" + conversation + "\",\"read\":3,\"unread\":0}}\n");
    }

    @Test
    void sameIdIsTheSameMessage() {
        String bob = newUser();
        assertThat(cli.ok("ada", "send", "@" + bob, "hello", "--id", "mine-1")).contains(" 1");
        assertThat(cli.ok("ada", "send", "@" + bob, "hello", "--id", "mine-1")).endsWith(" 1 (again)\n");

        Cli.Result other = cli.run("ada", "", "send", "@" + bob, "something else", "--id", "mine-1");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).startsWith("gochat-cli: CONFLICT: ");
    }

    @Test
    void expiredTokenIsReplacedAndKept() throws Exception {
        String bob = newUser();
        Path file = config.resolve(bob + ".json");
        String before = Files.readString(file);
        Files.writeString(file, before.replaceFirst("\"expires\":\\d+", "\"expires\":0"));

        assertThat(cli.ok(bob, "list")).isEmpty();

        assertThat(Files.readString(file)).isNotEqualTo(before).doesNotContain("\"expires\":0");
        assertThat(cli.ok(bob, "list")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void followPrintsMessagesAsTheyCome(boolean json) throws Exception {
        String bob = newUser();
        cli.ok("ada", "send", "@" + bob, "before");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = json
                ? new String[] {"follow", "--json", "--count", "2"}
                : new String[] {"follow", "@ada", "--count", "2"};
        CompletableFuture<Integer> follow =
                CompletableFuture.supplyAsync(() -> cli.execute(bob, "", out, err, arguments));
        await().atMost(BOUND).until(() -> (out + "" + err).contains("connected"));

        cli.ok("ada", "send", "@" + bob, "one");
        cli.ok("ada", "send", "@" + bob, "two");

        assertThat(follow.get(30, TimeUnit.SECONDS)).isZero();
        if (json) {
            assertThat(out.toString().lines().filter(line -> line.startsWith("{\"message\":")))
                    .hasSize(2)
                    .element(0)
                    .asString()
                    .contains("\"seq\":2,", "\"content\":\"one\"", "\"from_name\":\"ada\"");
        } else {
            assertThat(out.toString()).matches("\\S+ \\S+ \\[ada 2] ada: one\n\\S+ \\S+ \\[ada 3] ada: two\n");
        }
    }

    @Test
    void terminalEscapesOfOthersAreNeverPrintedRaw() {
        String bob = newUser();
        String evil = "\u001b[2J\u009b31m\u202e\u0007\u007f\u2028 two\nlines\ttab";
        cli.ok("ada", "send", "@" + bob, evil);

        for (String form : List.of("", "--json")) {
            List<String> arguments = new ArrayList<>(List.of("history", "@ada"));
            if (!form.isEmpty()) {
                arguments.add(form);
            }
            String out = cli.ok(bob, arguments.toArray(String[]::new));

            assertThat(out).hasLineCount(1);
            assertThat(out.strip().chars())
                    .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
            assertThat(out).containsIgnoringCase("\\u001b[2J\\u009b31m\\u202e").contains("two\\nlines\\ttab");
        }
    }
}

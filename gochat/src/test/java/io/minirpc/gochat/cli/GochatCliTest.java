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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands against a server, in both forms of output. */
class GochatCliTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path data;

    @TempDir
    Path config;

    private RunningServer server;

    private Cli cli;

    @BeforeEach
    void start() throws Exception {
        server = new RunningServer(data);
        cli = new Cli(config);
        assertThat(cli.logIn(server, "ada").code()).isZero();
        assertThat(cli.logIn(server, "bob").code()).isZero();
    }

    @AfterEach
    void stop() {
        server.close();
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
        assertThat(cli.ok("ada", "logout")).isEqualTo("logged out @ada\n");

        Cli.Result later = cli.run("ada", "", "list");
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
    void serverThatIsNotThereExitsWithThree() {
        Cli.Result result = cli.run("eve", "some password\n", "login", "ada", "--server", "http://127.0.0.1:1/");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).startsWith("gochat-cli: UNREACHABLE: ").hasLineCount(1);

        server.close();
        Cli.Result list = cli.run("ada", "", "list");
        assertThat(list.code()).isEqualTo(3);
        assertThat(list.err()).startsWith("gochat-cli: UNREACHABLE: ").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lsit",
                "list --no-such-option",
                "send",
                "read @bob x",
                "history not-an-id",
                "groups",
                "groups role g:1 @bob king",
                "login ada --server ftp://x/"
            })
    void wrongUsageExitsWithTwoAndOneLine(String arguments) {
        Cli.Result result = cli.run("ada", "a password\n", arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("gochat-cli: ").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "register",
                "login",
                "logout",
                "list",
                "send",
                "follow",
                "history",
                "read",
                "groups",
                "groups create",
                "groups invite",
                "groups join",
                "groups leave",
                "groups kick",
                "groups role",
                "groups rename",
                "groups dissolve",
                "groups members"
            })
    void everyCommandHasHelp(String command) {
        String[] arguments = (command + " --help").strip().split(" ");

        Cli.Result result = cli.run("ada", "", arguments);

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("Usage: gochat-cli")
                .contains("--json")
                .doesNotContain("null");
    }

    @Test
    void messagesAreSentListedReadAndShown() {
        String conversation = server.conversation;
        assertThat(cli.ok("ada", "send", "@bob", "hello")).isEqualTo("sent " + conversation + " 1\n");
        assertThat(cli.run("ada", "two\n\nthree\n", "send", conversation).out())
                .isEqualTo("sent " + conversation + " 2\nsent " + conversation + " 3\n");

        assertThat(cli.ok("bob", "list")).matches(" {3}3 {2}ada +" + conversation + " {2}ada: three\n");
        assertThat(cli.ok("bob", "list", "--json"))
                .startsWith("{\"conversation\":{\"conversation\":\"" + conversation + "\",\"name\":\"ada\"")
                .contains("\"unread\":3,")
                .hasLineCount(1);
        assertThat(cli.ok("bob", "history", "@ada", "--before", "3", "--limit", "1"))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d \\[ada 2] ada: two\n");
        assertThat(cli.ok("bob", "history", "@ada", "--json").lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("{\"message\":{\"conversation\":\"" + conversation + "\""));

        assertThat(cli.ok("bob", "read", "@ada", "2")).isEqualTo("read " + conversation + " up to 2, 1 unread\n");
        assertThat(cli.ok("bob", "read", "@ada", "--json"))
                .isEqualTo("{\"cursor\":{\"conversation\":\"" + conversation + "\",\"read\":3,\"unread\":0}}\n");
    }

    @Test
    void sameIdIsTheSameMessage() {
        assertThat(cli.ok("ada", "send", "@bob", "hello", "--id", "mine-1")).endsWith(" 1\n");
        assertThat(cli.ok("ada", "send", "@bob", "hello", "--id", "mine-1")).endsWith(" 1 (again)\n");

        Cli.Result other = cli.run("ada", "", "send", "@bob", "something else", "--id", "mine-1");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).startsWith("gochat-cli: CONFLICT: ");
    }

    @Test
    void expiredTokenIsReplacedAndKept() throws Exception {
        Path file = config.resolve("ada.json");
        String before = Files.readString(file);
        Files.writeString(file, before.replaceFirst("\"expires\":\\d+", "\"expires\":0"));

        assertThat(cli.ok("ada", "list")).isEmpty();

        assertThat(Files.readString(file)).isNotEqualTo(before).doesNotContain("\"expires\":0");
        assertThat(cli.ok("ada", "list")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void followPrintsMessagesAsTheyCome(boolean json) throws Exception {
        cli.ok("ada", "send", "@bob", "before");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = json
                ? new String[] {"follow", "--json", "--count", "2"}
                : new String[] {"follow", "@ada", "--count", "2"};
        CompletableFuture<Integer> follow =
                CompletableFuture.supplyAsync(() -> cli.execute("bob", "", out, err, arguments));
        await().atMost(BOUND).until(() -> (out + "" + err).contains("connected"));

        cli.ok("ada", "send", "@bob", "one");
        cli.ok("ada", "send", "@bob", "two");

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
        String evil = "\u001b[2J\u009b31m\u202e\u0007\u007f\u2028 two\nlines\ttab";
        cli.ok("ada", "send", "@bob", evil);

        for (String form : List.of("", "--json")) {
            List<String> arguments = new ArrayList<>(List.of("history", "@ada"));
            if (!form.isEmpty()) {
                arguments.add(form);
            }
            String out = cli.ok("bob", arguments.toArray(String[]::new));

            assertThat(out).hasLineCount(1);
            assertThat(out.strip().chars())
                    .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
            assertThat(out).contains("\\u001b[2J\\u009b31m\\u202e").contains("two\\nlines\\ttab");
        }
    }
}

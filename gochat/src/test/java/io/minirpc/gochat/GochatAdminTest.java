package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.store.AccountStore;
import io.minirpc.gochat.store.AccountStore.StoredSession;
import io.minirpc.gochat.store.AccountStore.StoredUser;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.SettingStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands on an H2 file, each with a user of its own. */
class GochatAdminTest {
    private static final List<String> USERS = List.of("ada", "bob", "eve", "dan");

    @TempDir
    static Path data;

    @TempDir
    Path empty;

    private record Result(int code, String out, String err) {}

    @BeforeAll
    static void createUsers() {
        long now = System.currentTimeMillis();
        try (Database database = Database.openFile(data.resolve("gochat"), false)) {
            AccountStore accounts = AccountStore.of(database);
            for (int i = 0; i < USERS.size(); i++) {
                long expires = now + Duration.ofDays(1).toMillis();
                accounts.register(
                        new StoredUser(10 + i, USERS.get(i), "Display " + i, "none", now, false),
                        new StoredSession(20 + i, 10 + i, "phone", 0, "none" + i, null, now, now, expires));
            }
        }
    }

    private static Result run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = GochatAdmin.commandLine(environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        int code = command.execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }

    private static Result run(String... arguments) {
        return run(Map.of("GOCHAT_DATA", data.toString()), arguments);
    }

    /** Returns the output of a command that has to succeed. */
    private static String ok(String... arguments) {
        Result result = run(arguments);
        assertThat(result.err).isEmpty();
        assertThat(result.code).isZero();
        return result.out;
    }

    @Test
    void operatorsAreMarkedListedAndUnmarked() {
        assertThat(ok("mark", "@ADA")).matches("@ada {2}10 {2}Display 0, operator since [0-9 :-]+\n");
        assertThat(ok("operators", "--json"))
                .startsWith("{\"user\":{\"id\":\"10\",\"name\":\"ada\",\"display\":\"Display 0\",\"created\":")
                .contains("\"operator_since\":")
                .hasLineCount(1);
        assertThat(run("ban", "ada"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "gochat-admin: CONFLICT: @ada is an operator (expected: a user who is none; see unmark)\n"));
        assertThat(ok("unmark", "ada")).isEqualTo("@ada  10  Display 0\n");
        assertThat(ok("operators")).isEmpty();
    }

    @Test
    void banEndsSessionsUntilUnban() {
        assertThat(ok("ban", "bob", "--reason", "spam"))
                .matches("@bob {2}11 {2}Display 1, banned since [0-9 :-]+: spam\nended session 21\n");
        assertThat(ok("sessions", "bob")).isEmpty();
        assertThat(ok("bans", "--json"))
                .contains("\"ban\":{\"since\":", "\"reason\":\"spam\"}")
                .hasLineCount(1);
        assertThat(ok("unban", "bob")).isEqualTo("@bob  11  Display 1\n");
        assertThat(ok("bans")).isEmpty();
        assertThat(ok("user", "bob")).isEqualTo("@bob  11  Display 1\n");
    }

    @Test
    void sessionIsListedAndEnded() {
        assertThat(ok("sessions", "eve"))
                .matches("22 {2}phone +since [0-9 :-]+, refreshed [0-9 :-]+, until [0-9 :-]+\n");
        assertThat(ok("sessions", "eve", "--json"))
                .startsWith("{\"session\":{\"id\":\"22\",\"device\":\"phone\",\"created\":")
                .hasLineCount(1);
        assertThat(ok("end-session", "eve", "22", "--json")).isEqualTo("{\"ended\":{\"session\":\"22\"}}\n");
        assertThat(run("end-session", "eve", "22", "--json"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "{\"error\":{\"code\":\"NOT_FOUND\",\"text\":\"@eve has no session 22 (see sessions)\"}}\n"));
    }

    @Test
    void newEpochIsWrittenAndPrinted() {
        String epoch = ok("new-epoch", "--json").replaceAll("\\{\"epoch\":\\{\"epoch\":\"([0-9a-f-]{36})\"}}\n", "$1");
        try (Database database = Database.openFile(data.resolve("gochat"), false)) {
            assertThat(SettingStore.of(database).get("epoch")).hasValue(epoch);
        }
    }

    /** H2 keeps its file to one process: as a running gochat does, this holds its lock. */
    @Test
    void fileOfARunningGochatIsRefusedWithTheReason() throws Exception {
        Path file = Files.copy(data.resolve("gochat.mv.db"), empty.resolve("gochat.mv.db"));
        try (FileChannel running = FileChannel.open(file, StandardOpenOption.WRITE)) {
            running.lock();

            Result result = run("user", "dan", "--data", empty.toString());

            assertThat(result.code).isEqualTo(3);
            assertThat(result.err)
                    .startsWith("gochat-admin: DATABASE: cannot open the database ")
                    .contains("another process has it open (expected: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void folderWithoutADatabaseIsRefusedAndStaysEmpty() {
        Result result = run(Map.of(), "mark", "ada", "--data", empty.toString());

        assertThat(result.code).isEqualTo(3);
        assertThat(result.err).startsWith("gochat-admin: DATABASE: data: no database in " + empty);
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void databaseServerThatIsAwayExitsWithThreeAndNamesNoPassword() {
        Result result = run(Map.of("GOCHAT_MYSQL", "mysql://root:secret@127.0.0.1:1/gochat"), "bans", "--json");

        assertThat(result.code).isEqualTo(3);
        assertThat(result.err)
                .startsWith("{\"error\":{\"code\":\"DATABASE\"")
                .contains("127.0.0.1:1")
                .doesNotContain("secret");
    }

    @Test
    void settingsAreThoseOfGochatAndOtherPartsDoNotMatter() throws Exception {
        Path config = Files.writeString(
                empty.resolve("gochat.properties"), "role = gateway\nredis = redis://r\nport = 1\ndata = " + data);

        assertThat(run(Map.of("GOCHAT_CONFIG", config.toString()), "user", "dan")
                        .out())
                .isEqualTo("@dan  13  Display 3\n");
        Result both = run(Map.of("GOCHAT_DATA", "/x", "GOCHAT_DATE", "1"), "bans", "--mysql", "mysql://u:secret@h/d");
        assertThat(both.code).isEqualTo(2);
        assertThat(both.err)
                .contains("gochat-admin: USAGE: \"GOCHAT_DATE\": no such setting")
                .contains("gochat-admin: USAGE: data: set by GOCHAT_DATA (expected: not with mysql)")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "band ada", "ban", "ban ada --reasn x", "sessions", "end-session ada", "mark a b"})
    void wrongUsageExitsWithTwoAndOneLine(String arguments) {
        Result result = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(result.code).isEqualTo(2);
        assertThat(result.out).isEmpty();
        assertThat(result.err).startsWith("gochat-admin: ").hasLineCount(1);
    }

    @Test
    void sessionThatIsNoIdExitsWithTwo() {
        assertThat(run("end-session", "dan", "x"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "gochat-admin: session: 'x' (expected: an id that sessions lists)"
                                + " (see gochat-admin end-session --help)\n"));
    }

    @Test
    void everyCommandHasHelp() {
        List<String> commands = new ArrayList<>(
                GochatAdmin.commandLine(Map.of()).getSubcommands().keySet());
        assertThat(commands).hasSizeGreaterThan(9);
        for (String command : commands) {
            Result result = run(command, "--help");
            assertThat(result.code).isZero();
            assertThat(result.out)
                    .startsWith("Usage: gochat-admin " + command)
                    .contains("--json", "--mysql")
                    .doesNotContain("null");
        }
        assertThat(run("--help").out()).contains(commands).contains("Exit codes:");
    }
}

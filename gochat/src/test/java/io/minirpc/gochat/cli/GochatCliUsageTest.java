package io.minirpc.gochat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands say without a server. */
class GochatCliUsageTest {
    @TempDir
    Path config;

    private Cli cli;

    @BeforeEach
    void open() throws Exception {
        cli = new Cli(config);
        new Profile(config, "ada")
                .save(new SavedSession(
                        "http://127.0.0.1:1/", "1", "ada", "Ada", "cli-1", "token", Long.MAX_VALUE, "r"));
    }

    @Test
    void serverThatIsNotThereExitsWithThree() {
        Cli.Result logIn = cli.run("eve", "some password\n", "login", "ada", "--server", "http://127.0.0.1:1/");
        assertThat(logIn.code()).isEqualTo(3);
        assertThat(logIn.err()).startsWith("gochat-cli: UNREACHABLE: ").hasLineCount(1);

        Cli.Result list = cli.run("ada", "", "list");
        assertThat(list.code()).isEqualTo(3);
        assertThat(list.err()).startsWith("gochat-cli: UNREACHABLE: ").hasLineCount(1);
    }

    @Test
    void profileThatCannotBeReadSaysWhatToDo() throws Exception {
        Files.writeString(config.resolve("ada.json"), "{");

        Cli.Result result = cli.run("ada", "", "list");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("gochat-cli: PROFILE: ")
                .contains("log in again")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lsit",
                "list --no-such-option",
                "send",
                "read @bob x",
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
}

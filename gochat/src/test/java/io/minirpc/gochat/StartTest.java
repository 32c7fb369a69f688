package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever starts it is told, and what a start that fails leaves behind. */
class StartTest {
    @TempDir
    Path data;

    private Settings settings(String... namesAndValues) throws SettingsException {
        Map<String, String> own = Map.of("data", data.toString(), "port", "0", "drain", "100ms");
        return SettingsReader.read(TestSettings.with(own, namesAndValues), Map.of(), null);
    }

    @Test
    void firstStartMakesTwoUsersAndTheNextNone() throws Exception {
        try (Server server = Server.start(settings())) {
            assertThat(server.demoUsers()).extracting(DemoUsers.Account::name).containsExactly("ada", "bob");
        }
        try (Server server = Server.start(settings())) {
            assertThat(server.demoUsers()).isEmpty();
        }
    }

    @Test
    void serverThatOthersReachHasNoDemoUsers() throws Exception {
        try (Server server = Server.start(settings("host", "0.0.0.0"))) {
            assertThat(server.demoUsers()).isEmpty();
        }
    }

    @Test
    void portThatIsTakenIsSaidAndTheDatabaseIsClosedAgain() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            assertThatThrownBy(() -> Server.start(settings("port", port)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("in use");
        }
        Server.start(settings()).close();
    }

    @Test
    void folderThatCannotBeMadeIsSaid() throws Exception {
        Path file = Files.writeString(data.resolve("file"), "");
        assertThatThrownBy(() ->
                        Server.start(settings("data", file.resolve("below").toString())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("data: cannot make the folder " + file);
    }

    @Test
    void helpNamesEverySetting() {
        String help = new CommandFlags().help();
        Settings.ALL.forEach(setting -> assertThat(help).contains(setting.flag()));
    }
}

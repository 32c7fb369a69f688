package io.minirpc.gochat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.RunningServer;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about groups against a server. */
class GroupCommandsTest {
    private static final Pattern SENT = Pattern.compile("sent (g:\\d+) 1\n");
    private static final Pattern CODE = Pattern.compile("\"code\":\"([^\"]+)\"");

    @TempDir
    static Path data;

    @TempDir
    static Path config;

    private static RunningServer server;
    private static Cli cli;

    @BeforeAll
    static void start() throws Exception {
        server = new RunningServer(data);
        cli = new Cli(config);
        assertThat(cli.logIn(server, "ada").code()).isZero();
        assertThat(cli.logIn(server, "bob").code()).isZero();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private String create(String... members) {
        String[] arguments = new String[3 + members.length];
        System.arraycopy(new String[] {"groups", "create", "rowing"}, 0, arguments, 0, 3);
        System.arraycopy(members, 0, arguments, 3, members.length);
        Matcher sent = SENT.matcher(cli.ok("ada", arguments));
        assertThat(sent.matches()).isTrue();
        return sent.group(1);
    }

    @Test
    void groupIsMadeWrittenToAndShownInWords() {
        String group = create("@bob");
        assertThat(cli.ok("bob", "send", group, "hello")).isEqualTo("sent " + group + " 2\n");
        cli.ok("ada", "groups", "rename", group, "sailing");

        assertThat(cli.ok("ada", "list", "--limit", "1"))
                .matches(" {3}1 {2}sailing +" + group + " {2}ada renamed .*\n");
        assertThat(cli.ok("bob", "history", group).lines().map(line -> line.substring(line.indexOf('['))))
                .containsExactly(
                        "[sailing 1] ada created the group \"rowing\" with bob",
                        "[sailing 2] bob: hello",
                        "[sailing 3] ada renamed the group to \"sailing\"");
        assertThat(cli.ok("bob", "groups", "members", group))
                .isEqualTo("sailing (" + group + "), 2 members\nOWNER   @ada  ada\nMEMBER  @bob  bob\n");
    }

    @Test
    void memberIsKickedAndComesBackByTheCode() {
        String group = create("@bob");
        assertThat(cli.ok("ada", "groups", "kick", group, "@bob")).isEqualTo("sent " + group + " 2\n");
        Cli.Result refused = cli.run("bob", "", "send", group, "hello");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).startsWith("gochat-cli: NOT_FOUND: ").hasLineCount(1);
        assertThat(cli.ok("bob", "list").lines()).anyMatch(line -> line.startsWith("left  ") && line.contains(group));

        String members = cli.ok("ada", "groups", "members", group, "--json");
        assertThat(members.lines())
                .first()
                .asString()
                .startsWith("{\"group\":{\"conversation\":\"" + group + "\",\"name\":\"rowing\",\"members\":1,");
        Matcher code = CODE.matcher(members);
        assertThat(code.find()).isTrue();
        assertThat(cli.ok("bob", "groups", "join", group, code.group(1))).isEqualTo("sent " + group + " 3\n");
        assertThat(cli.ok("bob", "send", group, "back")).isEqualTo("sent " + group + " 4\n");
    }

    @Test
    void rolesInvitationsAndTheEndAreChanges() {
        String group = create();
        cli.ok("ada", "groups", "invite", group, "@bob");
        cli.ok("ada", "groups", "role", group, "@bob", "admin");
        assertThat(cli.ok("bob", "groups", "members", group)).contains("ADMIN   @bob  bob\n", "join code ");
        Cli.Result owner = cli.run("ada", "", "groups", "leave", group);
        assertThat(owner.code()).isEqualTo(1);

        assertThat(cli.ok("bob", "groups", "leave", group)).isEqualTo("sent " + group + " 4\n");
        assertThat(cli.ok("ada", "groups", "dissolve", group)).isEqualTo("sent " + group + " 5\n");
        assertThat(cli.run("ada", "", "send", group, "hello").code()).isEqualTo(1);
    }
}

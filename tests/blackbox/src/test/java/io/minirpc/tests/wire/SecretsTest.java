package io.minirpc.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.client.WireFormat;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing sensitive is logged or said in an error at any level, and no line of a log can be forged. */
@Timeout(120)
class SecretsTest {
    private static final int FORMATS = WireFormat.values().length;

    /** Five that are sent, one that the burglar sends and that is taken for a token, one in an exception. */
    private static final int SECRETS = 7;

    @TempDir
    static Path folder;

    private static String out;
    private static String log;

    @BeforeAll
    static void run() throws Exception {
        Path outFile = folder.resolve("out");
        Path logFile = folder.resolve("log");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dorg.slf4j.simpleLogger.log.io.minirpc=trace",
                        "-Dorg.slf4j.simpleLogger.log.io.minirpc.server=trace",
                        "-Dorg.slf4j.simpleLogger.log.io.minirpc.internal.transport=trace",
                        "-Dfile.encoding=UTF-8",
                        SecretsProgram.class.getName())
                .redirectOutput(Redirect.to(outFile.toFile()))
                .redirectError(Redirect.to(logFile.toFile()))
                .start();
        try {
            assertThat(program.waitFor(100, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }
        out = Files.readString(outFile);
        log = Files.readString(logFile);
        assertThat(program.exitValue()).as(log).isZero();
    }

    @Test
    void secretsArriveAndAreFoundNowhere() {
        assertThat(out).contains("secrets seen: " + SECRETS * FORMATS);
        for (String text : List.of(out, log)) {
            assertThat(text).doesNotContain(SecretsProgram.SECRET, Integer.toString(SecretsProgram.SECRET_NUMBER));
        }
    }

    @Test
    void whatIsNoSecretIsShown() {
        assertThat(log)
                .contains("arguments=OpenArgs[credentials=Credentials[user=\"Ada\", token=***], password=***, pin=***,"
                        + " comment=\"comment\"]")
                .contains("reply=Entry[name=\"opened\", secrets=***, level=***]")
                .contains("method=Vault.change", "arguments=***")
                .contains("arguments=RevealArgs[amounts=***]", "reply=***")
                .contains("exception=Refused[message=***] message=***");
        assertThat(out)
                .contains("OpenArgs[credentials=Credentials[user=\"Ada\", token=***], password=***, pin=***,")
                .contains("(in /password)", "(in /pin)", "field 2: ***", "a value of Entry was refused");
    }

    @Test
    void anAttackIsOneHarmlessLine() {
        List<String> lines =
                log.lines().filter(line -> line.contains(" calls - ")).toList();
        int calls = SecretsProgram.ATTACKS.size() * SecretsProgram.CALLS_OF_AN_ATTACK * FORMATS;
        assertThat(lines)
                .hasSize(2 * calls)
                .allSatisfy(line -> assertThat(line)
                        .matches("\\[[^\\]]*\\] (INFO|WARN) calls - call method=Vault\\.say [\\x20-\\x7e]*")
                        .contains("FORGED")
                        .doesNotContain("${"));
        assertThat(log.lines()).noneMatch(line -> line.startsWith("FORGED"));
    }
}

package io.minirpc.gochat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The command line in this process, with its sessions in a folder and a profile for each user. */
record Cli(Path config) {
    /** What a command printed, and its exit code. */
    record Result(int code, String out, String err) {}

    Result logIn(RunningServer server, String name) {
        return run(name, "a password of " + name + "\n", "login", name, "--server", server.address.toString());
    }

    Result run(String profile, String in, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        return new Result(execute(profile, in, out, err, arguments), out.toString(), err.toString());
    }

    int execute(String profile, String in, StringWriter out, StringWriter err, String... arguments) {
        CommandLine command = GochatCli.commandLine(
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), Map.of())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", config.toString(), "--profile", profile));
        return command.execute(all.toArray(String[]::new));
    }

    /** Returns the output of a command that has to succeed. */
    String ok(String profile, String... arguments) {
        Result result = run(profile, "", arguments);
        assertThat(result.err).isEmpty();
        assertThat(result.code).isZero();
        return result.out;
    }
}

package io.minirpc.tests.classpath;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A class path that is made of parts of this one and of other jars, for a JVM of its own. Immutable. */
record ClassPath(List<String> entries) {
    private static final int PATIENCE_SECONDS = 90;
    private static final List<String> OWN =
            List.of(System.getProperty("java.class.path").split(File.pathSeparator));

    /** Where the build puts jars of other versions than those that minirpc is built with. */
    private static final Path OTHERS = Path.of("target", "other-versions");

    /** What a server needs without any Netty: minirpc, Jackson, SLF4J, and these tests. */
    static ClassPath withoutNetty() {
        return new ClassPath(OWN.stream()
                .filter(entry -> !entry.endsWith(".jar")
                        || entry.matches(
                                ".*/(jackson-core|slf4j-api|slf4j-simple|minirpc-(runtime|annotations))-[^/]*"))
                .toList());
    }

    /** What the README says a server needs: netty-handler and what that needs. */
    static ClassPath minimal() {
        return withoutNetty()
                .with(
                        "common",
                        "buffer",
                        "resolver",
                        "transport",
                        "codec-base",
                        "transport-native-unix-common",
                        "handler");
    }

    /** Returns this with jars of the Netty that minirpc is built with, at the end. */
    ClassPath with(String... netty) {
        return plus(Stream.of(netty)
                .flatMap(name -> OWN.stream().filter(entry -> entry.matches(".*/netty-" + name + "-4[^/]*"))));
    }

    /** Returns this with jars of other versions at the end, such as "netty-common-4.1". */
    ClassPath withOther(String... names) {
        return plus(Stream.of(names).map(ClassPath::other));
    }

    /** Returns this without jars whose names begin so. */
    ClassPath without(String name) {
        return new ClassPath(entries.stream()
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(name))
                .toList());
    }

    /** Returns the path of a jar of another version. */
    static String other(String name) {
        try (Stream<Path> all = Files.list(OTHERS)) {
            return all.filter(file -> file.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + name + " in " + OTHERS + " (remedy: ./mvnw verify)"))
                    .toAbsolutePath()
                    .toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ClassPath plus(Stream<String> more) {
        return new ClassPath(Stream.concat(entries.stream(), more).toList());
    }

    /** The folders of these tests alone. */
    static ClassPath tests() {
        return new ClassPath(
                OWN.stream().filter(entry -> entry.endsWith("test-classes")).toList());
    }

    /** Runs {@link GreetProgram} with this class path, and returns the lines that it prints. */
    List<String> run(List<String> jvmArguments, String... arguments) throws Exception {
        return run(GreetProgram.class, jvmArguments, arguments);
    }

    /** Runs a program with this class path, which has to end by itself, and returns the lines that it prints. */
    List<String> run(Class<?> program, List<String> jvmArguments, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, entries), program.getName()));
        command.addAll(List.of(arguments));
        Path printed = Files.createTempFile("minirpc-program", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(printed.toFile())
                .start();
        try {
            boolean hasEnded = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            List<String> lines = Files.readAllLines(printed, UTF_8);
            assertThat(hasEnded).as("has ended, after %s", lines).isTrue();
            assertThat(process.exitValue()).as("exit code, after %s", lines).isZero();
            return lines;
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(printed);
        }
    }
}

package io.minirpc.gochat.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** gochat in a process of its own, which can be killed, stopped and continued. */
public final class GochatProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(?:open|health) +(http://[^ ]+)");

    /** What stands before the command, so that it hears SIGINT though builds in the background ignore it. */
    private static final List<String> LISTENING = List.of("env", "--default-signal=INT");

    private static final boolean CAN_LISTEN = canListen();

    /** GNU's env can; where there is another one, builds have to run in the foreground. */
    private static boolean canListen() {
        try {
            List<String> command = new ArrayList<>(LISTENING);
            command.add("true");
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private final Process process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final Thread reader;

    private GochatProcess(Process process) {
        this.process = process;
        reader = new Thread(this::readOutput, "gochat-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one that is everything, with the class path of this JVM. */
    public static GochatProcess start(Path data, String... flags) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--data", data.toString()));
        arguments.addAll(List.of(flags));
        return start("io.minirpc.gochat.Gochat", arguments, Map.of());
    }

    /** Starts a main class with the class path of this JVM. */
    public static GochatProcess start(String main, List<String> arguments, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>(CAN_LISTEN ? LISTENING : List.of());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GOCHAT_"));
        builder.environment().putAll(environment);
        return new GochatProcess(builder.start());
    }

    private void readOutput() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                output.add(line);
                Matcher found = ADDRESS.matcher(line);
                if (found.find()) {
                    address.complete(URI.create(found.group(1)));
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            output.add(e.toString()); // the process was killed
        }
        address.completeExceptionally(new IOException("gochat ended before it was open: " + output));
    }

    /** Waits until it is open, and returns its address; at a service that of its health. */
    public URI address() throws Exception {
        return address.get(60, TimeUnit.SECONDS);
    }

    /** Waits for its end, and returns its exit code. */
    public int awaitEnd() throws Exception {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after 90 s: " + output());
        }
        return process.exitValue();
    }

    public int port() throws Exception {
        return address().getPort();
    }

    /** Returns the lines that it has printed. */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    /** Kills it with SIGKILL, and waits for its end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Stops it with SIGSTOP. */
    public void stop() throws Exception {
        signal("STOP");
    }

    /** Lets it go on with SIGCONT. */
    public void resume() throws Exception {
        signal("CONT");
    }

    /** Asks it to end with SIGINT, as Ctrl-C does, and returns its exit code. */
    public int interrupt() throws Exception {
        signal("INT");
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("still running 60 s after SIGINT: " + output());
        }
        reader.join(10_000);
        return process.exitValue();
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -" + name + " failed");
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}

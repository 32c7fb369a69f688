package io.minirpc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import io.minirpc.Channel;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two versions of a service, of which each calls the other: the folders in {@code versions/}. In each format values
 * arrive as {@code outcome.txt} says.
 */
class VersionsTest {
    private static final Path VERSIONS = Sources.RESOURCES.resolve("versions");
    private static final Path COMMON = VERSIONS.resolve("common");
    private static final Duration LONG = Duration.ofMinutes(1);

    static List<Path> changes() {
        return Sources.entries(VERSIONS).stream()
                .filter(folder -> !folder.equals(COMMON))
                .toList();
    }

    /** Run with {@code -Dgolden.update=true} to write the outcome in JSON anew, and read it before committing it. */
    @ParameterizedTest
    @MethodSource("changes")
    void valuesArriveAsWhatTheyAreInEachFormat(Path change) throws Exception {
        Class<?> first = probe(change.resolve("v1"));
        Class<?> second = probe(change.resolve("v2"));
        Path outcome = change.resolve("outcome.txt");
        if (Boolean.getBoolean("golden.update")) {
            Sources.write(outcome, calls(first, second, WireFormat.JSON));
        }
        for (WireFormat format : WireFormat.values()) {
            assertThat(calls(first, second, format)).as("%s", format).isEqualTo(Files.readString(outcome));
        }
    }

    private static String calls(Class<?> first, Class<?> second, WireFormat format) throws Exception {
        return "old client, new server\n" + calls(first, second, format, "first") + "\nnew client, old server\n"
                + calls(second, first, format, "second");
    }

    private static String calls(Class<?> client, Class<?> server, WireFormat format, String name) throws Exception {
        String address = "versions-" + name;
        ServiceBinding binding = (ServiceBinding) server.getMethod("bind").invoke(null);
        try (RpcServer serving = RpcServer.builder()
                        .inProcess(address)
                        .add(binding)
                        .build()
                        .start();
                RpcClient calling = RpcClient.builder()
                        .inProcess(address)
                        .wireFormat(format)
                        .helloTimeout(LONG)
                        .build()) {
            assertThat(serving).isNotNull();
            // An explicit timeout waits for the hello, so that the first call is native already.
            Object notes = client.getMethod("calls", Channel.class).invoke(null, calling.withTimeout(LONG));
            return String.join("\n", texts((List<?>) notes)) + "\n";
        }
    }

    private static List<String> texts(List<?> notes) {
        return notes.stream().map(String::valueOf).toList();
    }

    private static Class<?> probe(Path version) throws Exception {
        List<JavaFileObject> sources = new ArrayList<>(Sources.files(version));
        sources.addAll(Sources.files(COMMON));
        Compilation compilation = Sources.compile(sources);
        assertThat(compilation).succeededWithoutWarnings();
        return new CompiledClasses(compilation).loadClass("shop.Probe");
    }
}

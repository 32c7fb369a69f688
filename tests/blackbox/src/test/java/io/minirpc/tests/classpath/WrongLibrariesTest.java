package io.minirpc.tests.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries that a framework pins, or forgets: one error that says what was found where, and what to do. */
class WrongLibrariesTest {
    private static final String[] OLD_NETTY = {
        "netty-common-4.1",
        "netty-buffer-4.1",
        "netty-resolver-4.1",
        "netty-transport-4.1",
        "netty-codec-4.1",
        "netty-transport-native-unix-common-4.1",
        "netty-handler-4.1"
    };

    @ParameterizedTest
    @ValueSource(strings = {"server", "client"})
    void oldNettyIsNamedWithItsJarsAndTheRemedy(String first) throws Exception {
        ClassPath old = ClassPath.withoutNetty().withOther(OLD_NETTY);
        String error = errorOf(old, first.equals("client") ? new String[] {first} : new String[0]);
        assertThat(error)
                .startsWith("Netty on the class path: netty-common is 4.1.")
                .contains(ClassPath.other("netty-common-4.1"), ClassPath.other("netty-handler-4.1"))
                .endsWith(
                        "(expected: 4.2 or newer, the same for all of its jars; remedy: import io.netty:netty-bom, 4.2 or"
                                + " newer, before what pins another version; Spring Boot has the property netty.version for that)");
    }

    @Test
    void oldNettyInFrontOfTheRightOneIsFound() throws Exception {
        List<String> right = ClassPath.minimal().with("transport-classes-epoll").entries();
        ClassPath both = new ClassPath(
                Stream.concat(ClassPath.withoutNetty().withOther(OLD_NETTY).entries().stream(), right.stream())
                        .toList());
        assertThat(errorOf(both)).contains(ClassPath.other("netty-transport-4.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "buffer", "resolver", "transport", "transport-native-unix-common", "handler"})
    void oneOldJarAmongNewOnesIsFound(String name) throws Exception {
        ClassPath mixed = ClassPath.minimal().without("netty-" + name + "-4").withOther("netty-" + name + "-4.1");
        assertThat(errorOf(mixed))
                .startsWith("Netty on the class path: netty-" + name + " is 4.1.")
                .contains(ClassPath.other("netty-" + name + "-4.1"));
    }

    @Test
    void oldEpollAmongNewOnesIsFound() throws Exception {
        assertThat(errorOf(ClassPath.minimal().withOther("netty-transport-classes-epoll-4.1")))
                .startsWith("Netty on the class path: netty-transport-classes-epoll is 4.1.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty-common", "netty-handler", "netty-codec-base"})
    void missingJarIsNamed(String name) throws Exception {
        assertThat(errorOf(ClassPath.minimal().without(name))).contains(name + " is missing");
    }

    @Test
    void jacksonThatIsMissingOrTooOldIsNamed() throws Exception {
        ClassPath without = ClassPath.minimal().without("jackson-core");
        assertThat(errorOf(without)).startsWith("Jackson on the class path: jackson-core is missing (expected: 2.16");
        assertThat(errorOf(without.withOther("jackson-core-2.15")))
                .startsWith("Jackson on the class path: jackson-core is 2.15.")
                .contains(ClassPath.other("jackson-core-2.15"), "remedy: import com.fasterxml.jackson:jackson-bom");
    }

    @Test
    void oldestJacksonThatIsPromisedIsEnough() throws Exception {
        ClassPath oldest = ClassPath.minimal().without("jackson-core").withOther("jackson-core-2.16");
        assertThat(oldest.run(List.of())).isEqualTo(GreetProgram.ANSWERS);
    }

    @Test
    void oldestNettyThatIsPromisedIsEnough() throws Exception {
        ClassPath oldest = ClassPath.withoutNetty()
                .withOther(
                        "netty-common-4.2.0",
                        "netty-buffer-4.2.0",
                        "netty-resolver-4.2.0",
                        "netty-transport-4.2.0",
                        "netty-codec-base-4.2.0",
                        "netty-transport-native-unix-common-4.2.0",
                        "netty-handler-4.2.0");
        assertThat(oldest.run(List.of())).isEqualTo(GreetProgram.ANSWERS);
    }

    @Test
    void slf4jThatIsMissingOrTooOldIsNamed() throws Exception {
        ClassPath without = ClassPath.minimal().without("slf4j");
        assertThat(without.run(List.of()))
                .singleElement()
                .asString()
                .isEqualTo("java.lang.NoClassDefFoundError: org/slf4j/LoggerFactory");
        assertThat(errorOf(without.withOther("slf4j-api-1.7")))
                .startsWith("SLF4J on the class path: slf4j-api is 1.7.");
    }

    @Test
    void oneJarOfEverythingIsJudgedByWhatItCanDo(@TempDir Path folder) throws Exception {
        ClassPath right = ClassPath.minimal();
        Path all = folder.resolve("application.jar");
        merge(right.entries(), all);
        assertThat(folders(right, all).run(List.of())).isEqualTo(GreetProgram.ANSWERS);

        merge(ClassPath.withoutNetty().withOther(OLD_NETTY).entries(), all);
        assertThat(errorOf(folders(right, all)))
                .startsWith("Netty on the class path: netty-common is too old, in file:" + all);
    }

    private static String errorOf(ClassPath classPath, String... arguments) throws Exception {
        List<String> lines = classPath.run(List.of(), arguments);
        assertThat(lines).singleElement().asString().startsWith("java.lang.IllegalStateException: ");
        return lines.get(0).substring("java.lang.IllegalStateException: ".length());
    }

    /** Returns the folders of a class path with one jar for all jars. */
    private static ClassPath folders(ClassPath classPath, Path jar) {
        List<String> entries = new ArrayList<>(classPath.entries());
        entries.removeIf(entry -> entry.endsWith(".jar"));
        entries.add(jar.toString());
        return new ClassPath(entries);
    }

    /** Puts the classes of all jars into one, with a manifest that tells of the application. */
    private static void merge(List<String> entries, Path target) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_TITLE, "application");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "0.9");
        Set<String> seen = new HashSet<>();
        try (OutputStream file = Files.newOutputStream(target);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (String entry : entries) {
                if (entry.endsWith(".jar")) {
                    copy(entry, out, seen);
                }
            }
        }
    }

    private static void copy(String jar, JarOutputStream out, Set<String> seen) throws IOException {
        try (JarFile in = new JarFile(jar)) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                boolean wanted =
                        entry.getName().endsWith(".class") || entry.getName().startsWith("META-INF/services/");
                if (wanted && !entry.getName().contains("module-info") && seen.add(entry.getName())) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    try (InputStream content = in.getInputStream(entry)) {
                        content.transferTo(out);
                    }
                    out.closeEntry();
                }
            }
        }
    }
}

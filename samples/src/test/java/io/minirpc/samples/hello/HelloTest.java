package io.minirpc.samples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.samples.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelloTest {
    @Test
    void tellsWhatHappenedAndWhereTheGeneratedSourcesAre() throws Exception {
        try (Program hello = Program.start("hello.Hello")) {
            List<String> lines = hello.lines();

            assertThat(hello.exitCode()).isZero();
            assertThat(hello.errors()).isEmpty();
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("list ") && line.contains("Cake[name=Apple pie, pieces=12"))
                    .anyMatch(line ->
                            line.startsWith("bean ") && line.contains("total=9.60, remark=of course: with cream"))
                    .anyMatch(line -> line.startsWith("exception ")
                            && line.contains("SoldOutException: not enough Cheesecake, left 2, fresh at 16:30"))
                    .anyMatch(
                            line -> line.startsWith("async ") && line.contains("out of the oven: Cake[name=Plum cake"));
            assertThat(generatedSources(lines).resolve("BakeryStub.java")).isRegularFile();
        }
    }

    private static Path generatedSources(List<String> lines) {
        String last = lines.get(lines.size() - 1);
        assertThat(last).startsWith("sources ");
        return repositoryRoot().resolve(last.substring(last.lastIndexOf(' ') + 1));
    }

    private static Path repositoryRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}

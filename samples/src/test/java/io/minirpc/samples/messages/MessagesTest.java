package io.minirpc.samples.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.samples.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void printsWhatTheDocumentationShows() throws Exception {
        try (Program messages = Program.start("messages.Messages")) {
            String printed = String.join("\n", messages.lines());

            assertThat(messages.exitCode()).isZero();
            assertThat(messages.errors()).isEmpty();
            assertThat(Files.readString(documentation())).contains("```\n" + printed + "\n```");
        }
    }

    private static Path documentation() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder.resolve("docs").resolve("messages.md");
    }
}

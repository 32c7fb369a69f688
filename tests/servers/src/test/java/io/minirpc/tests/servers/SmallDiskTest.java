package io.minirpc.tests.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskTest {
    @Test
    void filledDiskTakesNothingUntilItIsFree(@TempDir Path folder) throws Exception {
        byte[] something = new byte[1];
        try (SmallDisk disk = SmallDisk.mount(folder, "1m")) {
            Path file = disk.resolve("file");
            disk.fill();
            assertThatThrownBy(() -> Files.write(file, something)).hasMessageContaining("No space left");
            disk.free();
            Files.write(file, something);
            assertThat(file).hasBinaryContent(something);
        }
        assertThat(folder).isEmptyDirectory();
    }
}

package io.minirpc.localservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    private static final int BUILDS = 4;

    @TempDir
    Path cache;

    @Test
    void buildsThatFillAFolderAtTheSameTimeAllFindItWhole() throws Exception {
        Path folder = cache.resolve("packages");
        CyclicBarrier allAreFilling = new CyclicBarrier(BUILDS);
        ExecutorService builds = Executors.newFixedThreadPool(BUILDS);
        List<Future<String>> found = new ArrayList<>();
        for (int i = 0; i < BUILDS; i++) {
            found.add(builds.submit(() -> {
                CacheFolder.fill(folder, (work, root) -> {
                    Files.writeString(root.resolve("first"), "1");
                    await(allAreFilling);
                    Files.writeString(root.resolve("last"), "2");
                });
                return Files.readString(folder.resolve("first")) + Files.readString(folder.resolve("last"));
            }));
        }
        for (Future<String> each : found) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo("12");
        }
        builds.shutdown();
        assertThat(names()).containsExactly("packages");
    }

    @Test
    void failureLeavesNothing() throws Exception {
        Path folder = cache.resolve("packages");
        CacheFolder.Maker failing = (work, root) -> {
            Files.writeString(root.resolve("first"), "1");
            throw new UnavailableException("the second is not to be had", null);
        };
        assertThatThrownBy(() -> CacheFolder.fill(folder, failing)).hasMessage("the second is not to be had");
        assertThat(names()).isEmpty();
    }

    @Test
    void missingPackageIsNamedInOneLine() {
        ServerBinary none = new ServerBinary("no-such-program", "minirpc-no-such-package", "liblzf1");
        assertThat(none.whyNot())
                .startsWith("it is neither on the PATH nor in the usual places, and ")
                .contains("minirpc-no-such-package", "MINIRPC_NO_SUCH_PROGRAM")
                .doesNotContain("\n");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

package io.minirpc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.Reply;
import io.minirpc.StatusCode;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InternalsTest {
    @Test
    void instanceIsThereWhicheverClassIsUsedFirstAndOnWhicheverThread() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 50; round++) {
                useFirst(threads);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Initializes the classes on four threads at once, in a class loader of its own. */
    private static void useFirst(ExecutorService threads) throws Exception {
        CyclicBarrier start = new CyclicBarrier(4);
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> internals = Class.forName(Internals.class.getName(), false, loader);
            Class<?> reply = Class.forName(Reply.class.getName(), false, loader);
            Class<?> code = Class.forName(StatusCode.class.getName(), false, loader);
            List<Callable<Object>> uses = List.of(
                    () -> internals.getMethod("get").invoke(null),
                    () -> internals.getMethod("get").invoke(null),
                    () -> reply.getMethod("of", Object.class).invoke(null, "x"),
                    () -> reply.getMethod("notExecuted", code, String.class)
                            .invoke(
                                    null,
                                    code.getMethod("valueOf", String.class).invoke(null, "ABORTED"),
                                    "x"));
            List<Future<Object>> used = new ArrayList<>();
            for (Callable<Object> use : uses) {
                used.add(threads.submit(() -> {
                    start.await();
                    return use.call();
                }));
            }
            for (Future<Object> each : used) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isNotNull();
            }
            assertThat(used.get(0).get()).isSameAs(used.get(1).get());
        }
    }

    private static URL[] classPath() throws Exception {
        List<URL> urls = new ArrayList<>();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : Arrays.asList(path.split(File.pathSeparator))) {
            urls.add(new File(entry).toURI().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}

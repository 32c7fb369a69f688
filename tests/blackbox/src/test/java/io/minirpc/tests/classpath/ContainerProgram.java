package io.minirpc.tests.classpath;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs an application in a class loader of its own and on a thread that stays, as a container does, several times, and
 * then prints whether all class loaders could be collected.
 */
final class ContainerProgram {
    private static final int ROUNDS = 3;

    private ContainerProgram() {}

    public static void main(String[] args) throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            loaders.add(runApplication(args[0]));
        }
        long deadline = System.nanoTime() + 40_000_000_000L;
        long kept = ROUNDS;
        while (kept > 0 && System.nanoTime() - deadline < 0) {
            System.gc();
            Thread.sleep(100); // for the last of Netty's threads to end
            kept = loaders.stream().filter(loader -> loader.get() != null).count();
        }
        System.out.println("kept: " + kept);
    }

    private static WeakReference<ClassLoader> runApplication(String what) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("application").split(File.pathSeparator)) {
            urls.add(URI.create(Path.of(entry).toUri().toString()).toURL());
        }
        URLClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        loader.loadClass("io.minirpc.tests.classpath.Application")
                .getMethod("run", String.class)
                .invoke(null, what);
        Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
        loader.close();
        return new WeakReference<>(loader);
    }
}

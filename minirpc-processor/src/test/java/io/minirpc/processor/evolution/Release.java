package io.minirpc.processor.evolution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One version of all schemas, compiled.
 *
 * @param name the name of its class output
 * @param isLocked whether all of it is in the lock
 */
record Release(
        String name,
        boolean isLocked,
        Build build,
        Map<Integer, Version> versions,
        Map<Integer, List<Source>> sources,
        Map<Integer, Peer> peers)
        implements AutoCloseable {
    static Release of(
            String name, boolean isLocked, Build build, List<Version> versions, Map<Integer, List<Source>> sources) {
        Map<Integer, Version> bySchema = new HashMap<>();
        Map<Integer, Peer> peers = new HashMap<>();
        ClassLoader loader = build.loader();
        for (Version version : versions) {
            bySchema.put(version.schema, version);
            peers.put(version.schema, peer(loader, version));
        }
        return new Release(name, isLocked, build, bySchema, sources, peers);
    }

    private static Peer peer(ClassLoader loader, Version version) {
        try {
            return (Peer) loader.loadClass(version.packageName() + ".Probe")
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    Version version(int schema) {
        return versions.get(schema);
    }

    Peer peer(int schema) {
        return peers.get(schema);
    }

    /** Returns the text of a schema's sources. */
    String text(int schema) {
        StringBuilder text = new StringBuilder();
        sources.get(schema)
                .forEach(source -> text.append("//// ")
                        .append(source.getName().substring(1))
                        .append('\n')
                        .append(source.text()));
        return text.toString();
    }

    /** Deletes the class output. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(build.classes())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

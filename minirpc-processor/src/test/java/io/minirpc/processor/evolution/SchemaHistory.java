package io.minirpc.processor.evolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The versions of one schema, each an edit of the one before. */
final class SchemaHistory {
    private static final int MEMORY = 12;

    private final Editor editor;
    private final Random random;
    private final List<Version> versions = new ArrayList<>();
    private final List<String> edits = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
    private Version next;
    /** The last version that was recorded in the lock. */
    private Version locked;

    SchemaHistory(long seed, int schema) {
        random = new Random(seed * 1_000_003 + schema);
        Invention invention = new Invention(random);
        editor = new Editor(random, invention);
        next = invention.schema(schema);
        locked = next;
        accept();
    }

    void lock() {
        locked = now();
    }

    /** Takes back all edits since the lock, of which the update refuses one that javac cannot see. */
    void goBackToTheLock() {
        versions.add(locked);
    }

    Version now() {
        return versions.get(versions.size() - 1);
    }

    /** Makes one edit or a few, and returns the version that follows unless they are refused. */
    Version edit(int most) {
        next = now();
        edits.clear();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            Editor.Edited edited = editor.edit(next, versions);
            next = edited.version();
            edits.add(edited.edit());
        }
        return next;
    }

    /** Returns the edits that led to the next version: {@code ADD FIELD}. */
    List<String> edits() {
        return edits;
    }

    void accept() {
        versions.add(next);
        accepted.addAll(edits);
        if (versions.size() > MEMORY) {
            versions.remove(0);
        }
    }

    /** Returns the sources of a version, the values that its probe sends included. */
    List<Source> sources(Version version) {
        List<Source> sources = new SourceWriter(version).write();
        sources.add(new ProbeWriter(version, new Random(random.nextLong())).write());
        return sources;
    }

    @Override
    public String toString() {
        return String.join(", ", accepted);
    }
}

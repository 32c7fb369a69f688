package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comparison of a lock's memory with an older one's: nothing is forgotten, no number gets another meaning. */
final class History {
    private final LockFile old;
    private final LockFile lock;
    private final Moves moves;
    private final Findings findings;

    History(LockFile old, LockFile lock, Moves moves, Findings findings) {
        this.old = old;
        this.lock = lock;
        this.moves = moves;
        this.findings = findings;
    }

    void compare() {
        for (LockedService block : old.services()) {
            LockedService later = lock.service(block.name());
            Key key = Key.of(block.name());
            if (later == null) {
                missing(key, block.status());
            } else {
                methods(key, block, later);
            }
        }
        for (LockedType block : old.types()) {
            String destination = moves.destination(block.name());
            LockedType later = lock.type(block.kind(), destination == null ? block.name() : destination);
            Key key = Key.of(block.name());
            if (later == null) {
                missing(key, block.status());
            } else {
                lines(block.kind(), key, block.lines(), later.lines());
            }
        }
    }

    private void methods(Key block, LockedService then, LockedService later) {
        for (LockedMethod method : then.methods()) {
            LockedMethod line = later.method(method.name());
            Key key = block.child(method.name());
            if (line == null) {
                missing(key, method.status());
            } else {
                lines(BlockKind.MESSAGE, key, method.parameters(), line.parameters());
            }
        }
    }

    private void lines(BlockKind kind, Key block, List<LockedLine> then, List<LockedLine> later) {
        Lines lines = Lines.of(kind, later);
        for (LockedLine line : then) {
            LockedLine same = lines.numbered(line.number());
            Key key = block.child(line.name());
            if (same == null) {
                missing(key, line.status());
            } else if (!kind.key(same.name()).equals(kind.key(line.name()))) {
                findings.add(
                        Severity.ERROR,
                        key,
                        "had the number " + line.number() + ", which is " + same.name()
                                + "'s now; take the old file whole, and run \"lock update\"");
            } else if (isChanged(line, same)) {
                findings.add(
                        Severity.ERROR,
                        key,
                        key,
                        "was " + text(line.type()) + " gone, and is " + text(same.type())
                                + " gone; a line that is gone stays as it is");
            }
        }
    }

    private boolean isChanged(LockedLine line, LockedLine same) {
        return line.status().isGone()
                && same.status().isGone()
                && !text(new Renaming(moves).kind(line.type())).equals(text(same.type()));
    }

    private static String text(@Nullable Kind type) {
        return type == null ? "a constant" : type.text();
    }

    /** Reports what is there no more; a line may be deleted by hand once a reason stands on it in the older lock. */
    private void missing(Key key, Status status) {
        if (!status.isGone() || status.reason().isEmpty()) {
            findings.add(
                    Severity.ERROR,
                    key,
                    "is missing, so that its name or number could get another meaning; take the old"
                            + " file whole, and run \"lock update\", which keeps it as gone; to delete a line that is gone, merge"
                            + " it with a reason behind a ! first");
        }
    }
}

package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of one block while they are read: by number, each number and each live name once. */
final class MemberLines {
    private final BlockKind kind;
    private final List<LockedLine> lines = new ArrayList<>();
    private final Map<String, LockedLine> live = new HashMap<>();

    MemberLines(BlockKind kind) {
        this.kind = kind;
    }

    List<LockedLine> lines() {
        return lines;
    }

    void add(Words words) throws LockException {
        LockedLine line = line(words);
        LockedLine before = lines.isEmpty() ? null : lines.get(lines.size() - 1);
        if (before != null && before.number() == line.number()) {
            throw words.error(
                    "the number " + line.number() + " belongs to " + before.name() + " already; two branches may"
                            + " have given it: take the target branch's file, then run \"lock update\"");
        }
        if (before != null && before.number() > line.number()) {
            throw words.error(
                    "the number " + line.number() + " stands behind " + before.number()
                            + " (expected: sorted by number); move the line, or run \"lock update\" on the target branch's file");
        }
        LockedLine other = line.status().isGone() ? null : live.put(kind.key(line.name()), line);
        if (other != null) {
            throw words.error("the " + kind.member() + " " + line.name() + " has the number " + other.number()
                    + " already; keep the line of the target branch");
        }
        lines.add(line);
    }

    private LockedLine line(Words words) throws LockException {
        int number = words.number();
        if (!kind.allows(number)) {
            throw words.error("the number " + number + " of a " + kind.member() + " (expected: " + kind.first() + " to "
                    + kind.last() + (kind == BlockKind.ENUM ? "" : ", without 19000 to 19999")
                    + "); restore the line from git");
        }
        String name = words.name();
        Kind type = kind.hasTypes() ? words.type() : null;
        return new LockedLine(number, name, type, words.end());
    }
}

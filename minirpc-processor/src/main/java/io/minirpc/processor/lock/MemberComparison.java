package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comparison of the members of one block: fields, parameters, constants or leaves. */
final class MemberComparison {
    private final LockFile lock;
    private final TypeComparison types;
    private final Findings findings;
    private final boolean hasRenames;

    /** @param hasRenames whether something gone and something new in one block count as a rename */
    MemberComparison(LockFile lock, TypeComparison types, Findings findings, boolean hasRenames) {
        this.lock = lock;
        this.types = types;
        this.findings = findings;
        this.hasRenames = hasRenames;
    }

    /**
     * Compares.
     *
     * @param key that of the block
     * @param origin that of the block in the lock, which differs where a type was moved
     */
    void compare(BlockKind kind, Key key, Key origin, List<LockedLine> then, List<Contract.Member> now) {
        new Block(kind, key, origin, then, now, "; remove the number, and the lock gives one").compare();
    }

    /** Compares the members of a type whose numbers another jar gives. */
    void compareImported(Contract.Type type, List<LockedLine> then) {
        Key key = Key.of(type.name());
        String remedy = "; the library has given its members other numbers, which its peers do not know: use the"
                + " version of before, or one that was compiled with its lock";
        new Block(type.kind(), key, key, then, type.members(), remedy).compare();
    }

    private final class Block {
        private final BlockKind kind;
        private final Key key;
        private final Key origin;
        private final Lines then;
        private final List<Contract.Member> now;
        private final Lines next;
        private final String remedy;

        /** @param remedy what to do where a number is another one's in the lock */
        Block(BlockKind kind, Key key, Key origin, List<LockedLine> then, List<Contract.Member> now, String remedy) {
            this.remedy = remedy;
            this.kind = kind;
            this.key = key;
            this.origin = origin;
            this.then = Lines.of(kind, then);
            this.now = now;
            this.next = Lines.of(kind, Numbering.lines(kind, then, now));
        }

        void compare() {
            List<LockedLine> removed = removed();
            for (Contract.Member member : now) {
                LockedLine line = then.named(member.name());
                if (line == null) {
                    added(member, removed);
                } else if (line.status().isGone()) {
                    returned(line, member);
                } else {
                    kept(line, member);
                }
            }
            removed.forEach(this::gone);
        }

        private List<LockedLine> removed() {
            List<LockedLine> removed = new ArrayList<>();
            for (LockedLine line : then.list()) {
                String name = kind.key(line.name());
                boolean isThere =
                        now.stream().anyMatch(member -> kind.key(member.name()).equals(name));
                if (!isThere && !line.status().isGone()) {
                    removed.add(line);
                }
            }
            return removed;
        }

        private void kept(LockedLine line, Contract.Member member) {
            number(line, member);
            Verdict verdict = verdict(line.type(), member.type());
            if (verdict.severity() != Severity.NONE) {
                String advice = verdict.isError()
                        ? "; add a " + kind.member()
                                + " with another name, and remove this one when no old peer is left"
                        : "";
                add(verdict.severity(), line, member.name(), change(line, member) + ": " + verdict.text() + advice);
            }
        }

        private void returned(LockedLine line, Contract.Member member) {
            number(line, member);
            Verdict verdict = verdict(line.type(), member.type());
            if (verdict.severity() == Severity.NONE) {
                add(Severity.NOTE, line, member.name(), "comes back with its number " + line.number());
            } else {
                add(
                        Severity.ERROR,
                        line,
                        member.name(),
                        "comes back, and " + change(line, member)
                                + ", which peers may still send or read; use another name");
            }
        }

        private void number(LockedLine line, Contract.Member member) {
            LockedLine owner = then.numbered(member.number());
            if (!member.isForced() || member.number() == line.number()) {
                return;
            }
            if (owner != null) {
                taken(member.name(), owner);
            } else {
                add(
                        Severity.ERROR,
                        line,
                        member.name(),
                        "has the number " + member.number() + " here, and " + line.number()
                                + " in the lock, by which peers know it; remove the number, or set that one");
            }
        }

        private void added(Contract.Member member, List<LockedLine> removed) {
            LockedLine next = this.next.named(member.name());
            int number = next == null || member.isForced() ? member.number() : next.number();
            LockedLine owner = then.numbered(number);
            if (owner != null) {
                taken(member.name(), owner);
                return;
            }
            if (!kind.allows(number)) {
                findings.add(
                        Severity.ERROR,
                        key.child(member.name()),
                        "finds no number above " + kind.last()
                                + "; set a lower one that was never used, @RpcField(number = …)");
                return;
            }
            LockedLine former = hasRenames ? former(member, removed) : null;
            if (former == null) {
                findings.add(Severity.NOTE, key.child(member.name()), "is new, and gets the number " + number);
            } else {
                removed.remove(former);
                findings.add(
                        Severity.ERROR,
                        key.child(member.name()),
                        "is new, and " + former.name()
                                + " is gone: JSON peers of the other version would lose the value; if it is a rename, set"
                                + " @RpcField(name = \"" + former.name()
                                + "\"), if not, remove and add in two updates, or run"
                                + " \"lock accept " + origin.child(former.name()) + " REASON\"");
            }
        }

        private void taken(String name, LockedLine owner) {
            findings.add(
                    Severity.ERROR,
                    key.child(name),
                    "has the number " + owner.number() + ", which is "
                            + owner.name() + "'s in the lock" + (owner.status().isGone() ? ", though gone" : "")
                            + remedy);
        }

        /** Returns the member that a new one seems to be: one of its type that is gone. */
        private @Nullable LockedLine former(Contract.Member member, List<LockedLine> removed) {
            for (LockedLine line : removed) {
                boolean isAccepted = findings.isAccepted(key.child(line.name()), origin.child(line.name()));
                if (!isAccepted && isAlike(line, member)) {
                    return line;
                }
            }
            return null;
        }

        /** A renamed leaf has a new type as well, unless only the annotation was changed. */
        private boolean isAlike(LockedLine line, Contract.Member member) {
            boolean isRenamedLeaf = kind == BlockKind.ONEOF
                    && member.type() instanceof Kind.Named named
                    && lock.type(named.name()) == null;
            return isRenamedLeaf || verdict(line.type(), member.type()).severity() == Severity.NONE;
        }

        private void gone(LockedLine line) {
            String effect = kind == BlockKind.ENUM || kind == BlockKind.ONEOF
                    ? "is no longer known: what old peers send of it is read as null, and left out of collections"
                    : "is no longer sent: old peers read " + absent(line.type());
            add(Severity.WARNING, line, line.name(), effect);
        }

        private void add(Severity severity, LockedLine line, String name, String text) {
            findings.add(severity, key.child(name), origin.child(line.name()), text);
        }
    }

    private Verdict verdict(@Nullable Kind then, @Nullable Kind now) {
        return then == null || now == null ? Verdict.SAME : types.compare(then, now);
    }

    private static String change(LockedLine line, Contract.Member member) {
        return "was " + text(line.type()) + ", and is " + text(member.type());
    }

    private static String text(@Nullable Kind type) {
        return type == null ? "a constant" : type.text();
    }

    private static String absent(@Nullable Kind type) {
        return type != null && Kinds.hasZero(type) ? "zero" : "null";
    }
}

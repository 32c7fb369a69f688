package io.minirpc.processor.lock;

import java.util.List;

/**
 * The rules for a change of type. Few changes are harmless; everything else is a break, since old and new peers mix:
 * each reads what the other writes, natively and in JSON.
 */
final class TypeComparison {
    private static final Verdict OTHER = Verdict.error("peers of the other version fail, or read another value");

    private final LockFile lock;
    private final Moves moves;

    TypeComparison(LockFile lock, Moves moves) {
        this.lock = lock;
        this.moves = moves;
    }

    Verdict compare(WireType then, WireType now) {
        if (then.equals(now)) {
            return Verdict.SAME;
        }
        if (then instanceof WireType.Value old && now instanceof WireType.Value value) {
            return values(old, value);
        }
        if (then instanceof WireType.ListOf old && now instanceof WireType.ListOf list) {
            return compare(old.element(), list.element());
        }
        if (then instanceof WireType.SetOf old && now instanceof WireType.SetOf set) {
            return compare(old.element(), set.element());
        }
        if (then instanceof WireType.ListOf old && now instanceof WireType.SetOf set) {
            return Verdict.warning("elements that occur twice are lost").or(compare(old.element(), set.element()));
        }
        if (then instanceof WireType.SetOf old && now instanceof WireType.ListOf list) {
            return compare(old.element(), list.element());
        }
        if (then instanceof WireType.MapOf old && now instanceof WireType.MapOf map) {
            return isSame(old.key(), map.key())
                    ? compare(old.value(), map.value())
                    : Verdict.error("the keys of a map keep their type");
        }
        if (then instanceof WireType.Named old && now instanceof WireType.Named named) {
            return named(old, named);
        }
        return OTHER;
    }

    private static Verdict values(WireType.Value then, WireType.Value now) {
        Verdict verdict = scalars(then.scalar(), now.scalar());
        boolean wasAbsent = then.isOptional() || !then.scalar().isPrimitive();
        boolean isAbsent = now.isOptional() || !now.scalar().isPrimitive();
        return verdict.isError() || wasAbsent == isAbsent
                ? verdict
                : Verdict.error(isAbsent ? "zero would arrive as null" : "null would arrive as zero");
    }

    private static Verdict scalars(Scalar then, Scalar now) {
        if (then == now) {
            return Verdict.SAME;
        }
        if (then.isInteger() && now.isInteger()) {
            return now.compareTo(then) > 0
                    ? Verdict.note("calls fail where an old peer gets a number that is too large for it")
                    : Verdict.warning("calls fail where an old peer sends a number that is too large now");
        }
        if (isPair(then, now, Scalar.INT32, Scalar.YEAR)) {
            return Verdict.warning("calls fail where a number is no year");
        }
        if ((then == Scalar.STRING && now.isText()) || (now == Scalar.STRING && then.isText())) {
            return Verdict.warning("calls fail where a text has the wrong form");
        }
        return OTHER;
    }

    private static boolean isPair(Scalar then, Scalar now, Scalar one, Scalar other) {
        return (then == one && now == other) || (then == other && now == one);
    }

    private Verdict named(WireType.Named then, WireType.Named now) {
        if (!isSame(then.name(), now.name())) {
            return Verdict.error("the two are not copies of each other, with one name and type for each number");
        }
        return areSame(then.arguments(), now.arguments())
                ? Verdict.SAME
                : Verdict.error("type arguments keep their type");
    }

    private boolean isSame(WireType then, WireType now) {
        return then.equals(now)
                || (then instanceof WireType.Named old
                        && now instanceof WireType.Named named
                        && isSame(old.name(), named.name())
                        && areSame(old.arguments(), named.arguments()));
    }

    private boolean areSame(List<WireType> then, List<WireType> now) {
        if (then.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < then.size(); i++) {
            if (!isSame(then.get(i), now.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isSame(String then, String now) {
        String origin = moves.origin(now);
        return then.equals(now) || new Copies(lock).areCopies(then, origin == null ? now : origin);
    }
}

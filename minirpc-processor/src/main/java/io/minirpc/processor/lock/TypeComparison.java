package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import io.minirpc.processor.schema.ScalarKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    Verdict compare(Kind then, Kind now) {
        if (then.equals(now)) {
            return Verdict.SAME;
        }
        ScalarKind scalar = scalar(now);
        ScalarKind oldScalar = scalar(then);
        if (oldScalar != null && scalar != null) {
            return values(then, oldScalar, now, scalar);
        }
        if (then instanceof Kind.ListOf old && now instanceof Kind.ListOf list) {
            return compare(old.element(), list.element());
        }
        if (then instanceof Kind.SetOf old && now instanceof Kind.SetOf set) {
            return compare(old.element(), set.element());
        }
        if (then instanceof Kind.ListOf old && now instanceof Kind.SetOf set) {
            return Verdict.warning("elements that occur twice are lost").or(compare(old.element(), set.element()));
        }
        if (then instanceof Kind.SetOf old && now instanceof Kind.ListOf list) {
            return compare(old.element(), list.element());
        }
        if (then instanceof Kind.MapOf old && now instanceof Kind.MapOf map) {
            return isSame(old.key(), map.key())
                    ? compare(old.value(), map.value())
                    : Verdict.error("the keys of a map keep their type");
        }
        if (then instanceof Kind.Named old && now instanceof Kind.Named named) {
            return named(old, named);
        }
        return OTHER;
    }

    private static @Nullable ScalarKind scalar(Kind kind) {
        Kind value = kind instanceof Kind.Optional optional ? optional.value() : kind;
        return value instanceof Kind.Scalar scalar ? scalar.kind() : null;
    }

    private static Verdict values(Kind then, ScalarKind oldScalar, Kind now, ScalarKind scalar) {
        Verdict verdict = scalars(oldScalar, scalar);
        if (verdict.isError() || Kinds.hasZero(then) == Kinds.hasZero(now)) {
            return verdict;
        }
        return Verdict.error(Kinds.hasZero(then) ? "zero would arrive as null" : "null would arrive as zero");
    }

    private static Verdict scalars(ScalarKind then, ScalarKind now) {
        if (then == now) {
            return Verdict.SAME;
        }
        if (Kinds.isInteger(then) && Kinds.isInteger(now)) {
            return now.compareTo(then) > 0
                    ? Verdict.note("calls fail where an old peer gets a number that is too large for it")
                    : Verdict.warning("calls fail where an old peer sends a number that is too large now");
        }
        if (isPair(then, now, ScalarKind.INT32, ScalarKind.YEAR)) {
            return Verdict.warning("calls fail where a number is no year");
        }
        if ((then == ScalarKind.STRING && Kinds.isText(now)) || (now == ScalarKind.STRING && Kinds.isText(then))) {
            return Verdict.warning("calls fail where a text has the wrong form");
        }
        return OTHER;
    }

    private static boolean isPair(ScalarKind then, ScalarKind now, ScalarKind one, ScalarKind other) {
        return (then == one && now == other) || (then == other && now == one);
    }

    private Verdict named(Kind.Named then, Kind.Named now) {
        if (!isSame(then.name(), now.name())) {
            return Verdict.error("the two are not copies of each other, with one name and type for each number");
        }
        return areSame(then.arguments(), now.arguments())
                ? Verdict.SAME
                : Verdict.error("type arguments keep their type");
    }

    private boolean isSame(Kind then, Kind now) {
        return then.equals(now)
                || (then instanceof Kind.Named old
                        && now instanceof Kind.Named named
                        && isSame(old.name(), named.name())
                        && areSame(old.arguments(), named.arguments()));
    }

    private boolean areSame(List<Kind> then, List<Kind> now) {
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

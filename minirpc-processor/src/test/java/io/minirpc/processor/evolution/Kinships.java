package io.minirpc.processor.evolution;

import io.minirpc.processor.evolution.Declaration.Form;
import io.minirpc.processor.evolution.Type.Container;
import io.minirpc.processor.evolution.Type.Named;
import io.minirpc.processor.evolution.Type.Single;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kinship of types of one version with those of another, found by names on the wire. */
final class Kinships {
    private final Version writing;
    private final Version reading;
    private final Set<List<Type>> seen = new HashSet<>();

    Kinships(Version writing, Version reading) {
        this.writing = writing;
        this.reading = reading;
    }

    /** Returns the kinship of the arguments of a method. */
    Kinship ofArguments(Operation sent, Operation received) {
        Type written = writing.bareArgument(sent);
        Type read = reading.bareArgument(received);
        if (written != null && read != null) {
            return of(written, read);
        }
        if (written == null && read == null) {
            return of(sent.parameters(), received.parameters());
        }
        return sent.parameters().isEmpty() || received.parameters().isEmpty() ? Kinship.OTHER : Kinship.AMBIGUOUS;
    }

    Kinship ofReplies(@Nullable Type written, @Nullable Type read) {
        if (written == null || read == null) {
            return written == read ? Kinship.SAME : Kinship.OTHER;
        }
        return of(written, read);
    }

    /** Returns the kinship of fields, constants or leaves that both sides have. */
    Kinship of(List<Member> written, List<Member> read) {
        Kinship kinship = Kinship.SAME;
        for (Member member : written) {
            Member other = named(read, member.wire());
            if (other != null && member.type() != null && other.type() != null) {
                kinship = kinship.or(of(member.type(), other.type()));
            }
        }
        return kinship;
    }

    static @Nullable Member named(List<Member> members, String wire) {
        return members.stream()
                .filter(member -> member.wire().equals(wire))
                .findFirst()
                .orElse(null);
    }

    Kinship of(Type written, Type read) {
        Type from = written.onWire();
        Type to = read.onWire();
        if (!seen.add(List.of(from, to))) {
            return Kinship.SAME; // as far as it is not found to be another one at the place where it was seen first
        }
        if (from instanceof Single && to instanceof Single) {
            return from.equals(to) ? Kinship.SAME : isBytes(from) || isBytes(to) ? Kinship.AMBIGUOUS : Kinship.OTHER;
        }
        if (from instanceof Container container && to instanceof Container other) {
            return containers(container, other);
        }
        if (from instanceof Named named && to instanceof Named other) {
            return named(named, other);
        }
        boolean isMap = (from.isMap() && to instanceof Named) || (to.isMap() && from instanceof Named);
        return isMap || isBytes(from) || isBytes(to) ? Kinship.AMBIGUOUS : Kinship.OTHER;
    }

    private static boolean isBytes(Type type) {
        return type instanceof Single single && single.scalar() == JavaScalar.BYTES;
    }

    private Kinship containers(Container from, Container to) {
        if (from.isRepeated() && to.isRepeated()) {
            Kinship order =
                    (from.shape() == Type.Shape.SET) == (to.shape() == Type.Shape.SET) ? Kinship.SAME : Kinship.OTHER;
            return order.or(of(from.last(), to.last()));
        }
        if (from.isMap() && to.isMap()) {
            return of(from.parts().get(0), to.parts().get(0)).or(of(from.last(), to.last()));
        }
        return Kinship.OTHER;
    }

    private Kinship named(Named from, Named to) {
        Declaration written = writing.declaration(from.id());
        Declaration read = reading.declaration(to.id());
        if (written.form() == Form.ENUM && read.form() == Form.ENUM) {
            return Kinship.SAME;
        }
        boolean areAlike = (written.form().isSealed() && read.form().isSealed())
                || (written.form().isMessage() && read.form().isMessage());
        return areAlike ? of(written.bound(from.arguments()), read.bound(to.arguments())) : Kinship.OTHER;
    }

    static Type typeOf(Member member) {
        return Objects.requireNonNull(member.type());
    }
}

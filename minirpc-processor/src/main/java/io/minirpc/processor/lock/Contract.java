package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import io.minirpc.processor.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The services and types that were compiled, or are being compiled; lists are in the order of declaration. */
record Contract(List<Service> services, List<Type> types) {
    /**
     * A service.
     *
     * @param name its name on the wire
     * @param type the qualified name of the interface
     */
    record Service(String name, String type, List<Method> methods) {}

    /** A method, by its name on the wire. */
    record Method(String name, Signature signature, List<Member> parameters) {}

    /**
     * An enum, an exception, a message or a sealed type.
     *
     * @param name the qualified Java name
     * @param variables how many type variables it has
     * @param wireName the name by which callers know an exception; empty for other kinds
     * @param isImported whether another jar owns the codec, and with it the numbers
     * @param supertypes the qualified names of the classes that an exception extends
     */
    record Type(
            BlockKind kind,
            String name,
            int variables,
            String wireName,
            boolean isImported,
            List<String> supertypes,
            List<Member> members) {
        Type {
            members = isImported ? members.stream().map(Member::forced).toList() : List.copyOf(members);
        }
    }

    /**
     * A field, parameter, constant or leaf.
     *
     * @param name its name on the wire
     * @param number the number it was compiled with
     * @param source what gave it that number; the jar that owns a type counts as an annotation
     * @param type null for constants
     */
    record Member(
            String name,
            int number,
            Schema.NumberSource source,
            @Nullable Kind type) {
        /** Returns whether no lock can give it another number. */
        boolean isForced() {
            return source == Schema.NumberSource.ANNOTATION;
        }

        private Member forced() {
            return new Member(name, number, Schema.NumberSource.ANNOTATION, type);
        }
    }

    /** Returns what a lock keeps alive, with its numbers. */
    static Contract of(LockFile lock) {
        List<Service> services = new ArrayList<>();
        for (LockedService service : lock.services()) {
            if (!service.status().isGone()) {
                List<Method> methods = service.methods().stream()
                        .filter(method -> !method.status().isGone())
                        .map(method -> new Method(method.name(), method.signature(), members(method.parameters())))
                        .toList();
                services.add(new Service(service.name(), service.type(), methods));
            }
        }
        List<Type> types = lock.types().stream()
                .filter(type -> !type.status().isGone())
                .map(type -> new Type(
                        type.kind(),
                        type.name(),
                        type.variables(),
                        type.wireName(),
                        type.isImported(),
                        List.of(),
                        members(type.lines())))
                .toList();
        return new Contract(services, types);
    }

    private static List<Member> members(List<LockedLine> lines) {
        return lines.stream()
                .filter(line -> !line.status().isGone())
                .map(line -> new Member(line.name(), line.number(), Schema.NumberSource.ANNOTATION, line.type()))
                .toList();
    }

    @Nullable
    Service service(String wireName) {
        for (Service service : services) {
            if (service.name().equals(wireName)) {
                return service;
            }
        }
        return null;
    }

    @Nullable
    Type type(String name) {
        for (Type type : types) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }
}

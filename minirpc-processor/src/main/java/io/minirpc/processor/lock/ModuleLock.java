package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lock of the module that is being compiled, as the processor uses it: it compares schemas with the lock, and
 * numbers them by it. It never changes the file.
 */
public final class ModuleLock {
    /** The lock of a module that has none: it knows no numbers. */
    public static final ModuleLock NONE = new ModuleLock(LockFile.EMPTY);

    private final LockFile lock;

    ModuleLock(LockFile lock) {
        this.lock = lock;
    }

    /**
     * Reads a lock.
     *
     * @throws LockException if the file is damaged; the message says in which line, and what to do
     */
    public static ModuleLock read(Path file) throws IOException, LockException {
        return new ModuleLock(LockReader.read(file));
    }

    /**
     * Compares the schema of one interface or message. Other types of the module that own their codecs are left to
     * their own schemas. Compare nothing that was read with errors, or that waits for another processor.
     *
     * @param exists whether there still is an interface, by its qualified name
     * @throws LockException if the schema contradicts itself
     */
    public List<Finding> compare(Schema schema, Predicate<String> exists) throws LockException {
        Schema.Service service = schema.service();
        if (service != null && service.isDraft()) {
            return draft(service);
        }
        Set<String> others = new HashSet<>();
        for (Schema.Declaration declaration : schema.declarations()) {
            if (declaration.home() == Schema.Home.IMPORTED
                    && !isImported(declaration.type().name())) {
                others.add(declaration.type().name());
            }
        }
        return Comparison.part(lock, contract(schema), exists).stream()
                .filter(finding -> !others.contains(finding.key().block()))
                .toList();
    }

    /**
     * Returns the numbers of a type's members: those of the lock, and for new ones those that the next update will
     * record. A type that is not in the lock keeps its own numbers until then, also where it continues another one:
     * each compilation that sees it has to find the same.
     *
     * @param type its qualified name
     * @param members in the order of their declaration, as the numbers are
     */
    public List<Schema.WireNumber> numbers(BlockKind kind, String type, List<NumberedName> members) {
        LockedType block = lock.type(kind, type);
        return numbers(kind, block == null ? null : block.lines(), members);
    }

    /** Returns the numbers of a method's parameters, as those of a type's members; names are those on the wire. */
    public List<Schema.WireNumber> parameters(String service, String method, List<NumberedName> parameters) {
        LockedService block = lock.service(service);
        LockedMethod line = block == null ? null : block.method(method);
        return numbers(BlockKind.MESSAGE, line == null ? null : line.parameters(), parameters);
    }

    private static List<Schema.WireNumber> numbers(
            BlockKind kind, @Nullable List<LockedLine> then, List<NumberedName> members) {
        if (then == null) {
            return members.stream().map(NumberedName::number).toList();
        }
        Lines old = Lines.of(kind, then);
        Lines next = Lines.of(kind, Numbering.lines(kind, then, members(members)));
        return members.stream()
                .map(member -> number(member, old.named(member.name()), next.named(member.name())))
                .toList();
    }

    private static List<Contract.Member> members(List<NumberedName> members) {
        return members.stream()
                .map(member -> new Contract.Member(
                        member.name(), member.number().value(), member.number().source(), null))
                .toList();
    }

    private static Schema.WireNumber number(NumberedName member, @Nullable LockedLine old, @Nullable LockedLine next) {
        if (member.number().isForced() || next == null) {
            return member.number();
        }
        return old == null
                ? new Schema.WireNumber(next.number(), Schema.NumberSource.POSITION)
                : new Schema.WireNumber(old.number(), Schema.NumberSource.LOCK);
    }

    private List<Finding> draft(Schema.Service service) {
        LockedService block = lock.service(service.name());
        Findings findings = new Findings(Acceptance.open(lock));
        if (block != null && !block.status().isGone()) {
            Key key = Key.of(service.name());
            findings.add(
                    Severity.WARNING,
                    key,
                    key,
                    "is a draft now, which the lock does not keep: old peers call it by names");
        }
        return findings.list();
    }

    private Contract contract(Schema schema) throws LockException {
        SchemaContract contract = new SchemaContract(this::isImported);
        contract.add(schema.type(), schema);
        return contract.contract();
    }

    /** Returns whether a type belongs to another jar, by the lock. */
    private boolean isImported(String name) {
        LockedType block = lock.type(name);
        return block != null && block.isImported();
    }
}

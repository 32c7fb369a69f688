package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The lock of the module that is being compiled, as the processor uses it: it compares schemas with the lock, and
 * numbers them by it. It never changes the file.
 */
public final class ModuleLock {
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
     */
    public List<Finding> compare(Schema schema, Predicate<String> exists) throws LockException {
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
     * Returns a schema with the numbers of the lock; new members get those that the next update will record. A type
     * that is not in the lock keeps its own numbers until then, also where it continues another one: each compilation
     * that sees it has to find the same.
     */
    public NumberedSchema number(Schema schema) throws LockException {
        Contract now = contract(schema);
        Numbering numbering = new Numbering(lock, now, Moves.none(lock, now));
        return new SchemaNumbering(lock, now, numbering).number(schema);
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

package io.minirpc.processor;

import io.minirpc.processor.lock.Finding;
import io.minirpc.processor.lock.Key;
import io.minirpc.processor.lock.LockException;
import io.minirpc.processor.lock.ModuleLock;
import io.minirpc.processor.lock.Severity;
import io.minirpc.processor.schema.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** The lock of the module that is being compiled, and how what is compiled differs from it. */
final class ModuleContract {
    private static final int MAX_ADDITIONS = 20;

    private final ModuleLock lock;
    private final @Nullable Path file;
    private final boolean isCompared;
    /** The text to print if there is an interface that needs a lock; empty for none. */
    private final String absence;

    private final Set<String> additions = new TreeSet<>();
    private boolean hasService;
    private boolean hasBreak;

    private ModuleContract(ModuleLock lock, @Nullable Path file, boolean isCompared, String absence) {
        this.lock = lock;
        this.file = file;
        this.isCompared = isCompared;
        this.absence = absence;
    }

    /**
     * Finds the lock. What is wrong with it is printed, and compilation goes on without, to fail in the end.
     *
     * @param option the option {@code minirpc.lock}, or null
     * @param classes the class output, or null where it is no folder
     */
    static ModuleContract find(@Nullable String option, @Nullable Path classes, Messager messager) {
        boolean isOfTests = classes != null && LockSearch.isOfTests(classes);
        if (LockSearch.NONE.equals(option)) {
            return without("");
        }
        try {
            Path file = option != null ? LockSearch.named(option) : classes == null ? null : LockSearch.above(classes);
            if (file != null) {
                return new ModuleContract(ModuleLock.read(file), file, !isOfTests, "");
            }
        } catch (LockException | IllegalArgumentException e) {
            messager.printMessage(Diagnostic.Kind.ERROR, Problem.LOCK.message(String.valueOf(e.getMessage())));
            return without("");
        } catch (IOException e) {
            messager.printMessage(
                    Diagnostic.Kind.ERROR, Problem.LOCK.message(LockSearch.NAME + " can't be read: " + e));
            return without("");
        }
        return without(
                classes == null || isOfTests
                        ? ""
                        : "there is none above " + classes
                                + ", so that peers of other versions are called by names, which"
                                + " takes longer; make one with \"lock update\", or set -A" + LockSearch.NAME + "="
                                + LockSearch.NONE);
    }

    private static ModuleContract without(String absence) {
        return new ModuleContract(ModuleLock.NONE, null, false, absence);
    }

    ModuleLock lock() {
        return lock;
    }

    /** Compares a schema that was read without errors, and reports what breaks peers; additions are printed later. */
    void compare(Schema schema, Places places, JavaTypes java, Reporter reporter) {
        hasService |= schema.service() != null && !schema.service().isDraft();
        if (!isCompared) {
            return;
        }
        try {
            for (Finding finding : lock.compare(schema, name -> java.elements.getTypeElement(name) != null)) {
                String key = finding.key().toString();
                if (finding.severity() == Severity.NOTE) {
                    additions.add(key + " " + finding.text() + advice(finding.key(), java));
                } else {
                    boolean isError = finding.severity() == Severity.ERROR;
                    hasBreak |= isError;
                    reporter.report(
                            places.of(key),
                            isError ? Diagnostic.Kind.ERROR : Diagnostic.Kind.MANDATORY_WARNING,
                            Problem.LOCK.message(key + " " + finding.text()));
                }
            }
        } catch (LockException e) {
            reporter.report(places.of(""), Problem.LOCK, String.valueOf(e.getMessage()));
        }
    }

    /** Returns what to mind when a record that checks its components gains one, which no old peer sends. */
    private static String advice(Key key, JavaTypes java) {
        boolean isField = !key.member().isEmpty() && key.parameter().isEmpty();
        return isField && java.hasOwnConstructor(java.elements.getTypeElement(key.block()))
                ? "; messages of old peers lack it, so the constructor has to take null or zero for it"
                : "";
    }

    /** Prints, in one note, what the next update of the lock will record, or that there is no lock. */
    void printTo(Messager messager) {
        if (hasBreak) {
            return; // an update would refuse it
        }
        if (!additions.isEmpty()) {
            StringBuilder note =
                    new StringBuilder(file + " is behind; run \"lock update\" and commit it with the change:");
            additions.stream()
                    .limit(MAX_ADDITIONS)
                    .forEach(addition -> note.append("\n  ").append(addition));
            if (additions.size() > MAX_ADDITIONS) {
                note.append("\n  and ").append(additions.size() - MAX_ADDITIONS).append(" more");
            }
            messager.printMessage(Diagnostic.Kind.NOTE, note);
        } else if (hasService && !absence.isEmpty()) {
            messager.printMessage(Diagnostic.Kind.NOTE, LockSearch.NAME + ": " + absence);
        }
    }
}

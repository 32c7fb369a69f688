package io.minirpc.processor;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/**
 * Collects what is wrong with one type, so that all of it is reported at once and nothing is written for this type,
 * while the others go on.
 */
final class Reporter {
    private record Entry(Place place, Diagnostic.Kind kind, String message) {
        void printTo(Messager messager) {
            Element element = place.element();
            if (place.annotation() == null) {
                messager.printMessage(kind, message, element);
            } else {
                messager.printMessage(kind, message, element, place.annotation());
            }
        }
    }

    private final Set<Entry> entries = new LinkedHashSet<>();
    private boolean hasErrors;
    private boolean hasUnresolved;
    private boolean isAwaiting;
    private boolean isUnfinished;

    void report(Place place, Problem problem, Object... arguments) {
        report(place, Diagnostic.Kind.ERROR, problem.message(place.where(), arguments));
    }

    /** Reports what may be meant, and does not keep the type from being written; shown under {@code -nowarn} too. */
    void warn(Place place, Problem problem, Object... arguments) {
        report(place, Diagnostic.Kind.MANDATORY_WARNING, problem.message(place.where(), arguments));
    }

    void report(Place place, Diagnostic.Kind kind, String message) {
        entries.add(new Entry(place, kind, message));
        hasErrors |= kind == Diagnostic.Kind.ERROR;
    }

    /** Notes that another processor may be writing what the sources mention; the compiler reports what never comes. */
    void awaitTypes() {
        isAwaiting = true;
    }

    /** Notes a type that a class file mentions and that does not exist, or not yet. */
    void unresolved(Place place, String type) {
        hasUnresolved = true;
        report(place, Problem.UNRESOLVED_TYPE, type);
    }

    /** Notes that another processor may be about to add members to a type that was read. */
    void unfinished() {
        isUnfinished = true;
    }

    /** Notes that the types of another one are still to be waited for, which may have been reported elsewhere. */
    void waitLike(Reporter other) {
        hasUnresolved |= other.hasUnresolved;
        isAwaiting |= other.isAwaiting;
        isUnfinished |= other.isUnfinished;
    }

    boolean isUnfinished() {
        return isUnfinished;
    }

    boolean hasErrors() {
        return hasErrors;
    }

    int errors() {
        return entries.size();
    }

    /** Returns whether a later round may know more. */
    boolean hasUnresolved() {
        return hasUnresolved || isAwaiting;
    }

    /** Returns whether the sources mention what does not exist, so that the compiler reports it if nobody writes it. */
    boolean isAwaiting() {
        return isAwaiting;
    }

    /** Prints everything collected, but nothing that {@code printed} holds already: types share what they use. */
    void printTo(Messager messager, Set<String> printed) {
        for (Entry entry : entries) {
            if (printed.add(System.identityHashCode(entry.place().element()) + entry.message())) {
                entry.printTo(messager);
            }
        }
    }
}

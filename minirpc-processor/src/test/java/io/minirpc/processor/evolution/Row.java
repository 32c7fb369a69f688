package io.minirpc.processor.evolution;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table: an edit, by the two versions of an interface, with what both send and what comes of it.
 *
 * @param id the name of the row's package and, unless a version sets another one, of its service
 * @param documented the rows of docs/evolution.md that it is an example of, by their first cells
 * @param before the version before the first one, where the lock remembers more than that has
 * @param findings what the lock finds about the second version
 */
record Row(
        String id,
        String title,
        Set<String> documented,
        @Nullable RowVersion before,
        RowVersion first,
        RowVersion second,
        List<Expectation> findings) {
    /**
     * A finding of the lock.
     *
     * @param severity {@code error}, {@code warning} or {@code note}
     * @param key the key as the lock has it
     * @param place the text at which javac reports it; null where only {@code update} does
     */
    record Expectation(
            String severity, String key, @Nullable String place) {}

    boolean isRefused() {
        return has("error");
    }

    /** Returns the severest finding, as docs/evolution.md names it. */
    String severity() {
        return isRefused() ? "error" : has("warning") ? "warning" : "ok";
    }

    private boolean has(String severity) {
        return findings.stream().anyMatch(finding -> finding.severity().equals(severity));
    }

    /** Returns whether the lock leaves the interface out. */
    boolean isDraft() {
        return second.header().contains("draft = true");
    }

    /** Returns whether values travel by {@code show} and {@code make}, which each version has then. */
    boolean hasSamples() {
        return first.steps().stream().anyMatch(RowVersion.Sample.class::isInstance)
                || second.steps().stream().anyMatch(RowVersion.Sample.class::isInstance);
    }

    @Override
    public String toString() {
        return title;
    }
}

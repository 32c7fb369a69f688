package io.minirpc.processor.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.processor.lock.LockRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.Diagnostic;

/**
 * The compilations of all rows as one module.
 *
 * @param first the first versions, without a lock
 * @param second the second versions, without a lock
 * @param refusal what {@code update} says of the second versions
 * @param refused the second versions of the rows that are refused, with the lock of the first ones
 * @param firstLocked the first versions of the others, with that lock
 * @param ahead the second versions of the others, with that lock
 * @param secondLocked the same with the next lock, which has them
 */
record TableBuilds(
        Build first, Build second, LockRun refusal, Build refused, Build firstLocked, Build ahead, Build secondLocked) {
    static TableBuilds of(TwoVersions module, List<Row> refusedRows, List<Row> acceptedRows) throws IOException {
        List<Row> rows = new ArrayList<>(refusedRows);
        rows.addAll(acceptedRows);
        Build first = clean(module.compileWithoutLock("first", sources(rows, RowSources::first)));
        Build second = clean(module.compileWithoutLock("second", sources(rows, RowSources::second)));
        update(module, clean(module.compileWithoutLock("before", sources(rows, RowSources::before))));
        update(module, first);
        LockRun refusal = module.update(second.classes());
        Build refused = module.compileWithLock("refused", sources(refusedRows, RowSources::second));
        List<Source> accepted = sources(acceptedRows, RowSources::second);
        Build firstLocked = clean(module.compileWithLock("first-locked", sources(acceptedRows, RowSources::first)));
        Build ahead = module.compileWithLock("ahead", accepted);
        assertThat(ahead.diagnostics(Diagnostic.Kind.ERROR)).isEmpty();
        keepRefused(refusedRows, first, ahead);
        update(module, ahead);
        Build secondLocked = clean(module.compileWithLock("second-locked", accepted));
        return new TableBuilds(first, second, refusal, refused, firstLocked, ahead, secondLocked);
    }

    private static List<Source> sources(List<Row> rows, Function<Row, List<Source>> version) {
        List<Source> sources = new ArrayList<>();
        rows.forEach(row -> sources.addAll(version.apply(row)));
        return sources;
    }

    private static Build clean(Build build) {
        assertThat(build.diagnostics()).isEmpty();
        assertThat(build.isSuccessful()).isTrue();
        return build;
    }

    private static void update(TwoVersions module, Build build) {
        LockRun update = module.update(build.classes());
        assertThat(update.isDone()).as("%s", update.text()).isTrue();
    }

    /** Leaves rows that are refused at their first version, by the schemas, which are all that {@code update} reads. */
    private static void keepRefused(List<Row> rows, Build from, Build to) throws IOException {
        for (Row row : rows) {
            try (Stream<Path> schemas = Files.list(schemas(from))) {
                for (Path schema : schemas.toList()) {
                    if (schema.getFileName().toString().startsWith("rows." + row.id() + ".")) {
                        Files.copy(schema, schemas(to).resolve(schema.getFileName()));
                    }
                }
            }
        }
    }

    private static Path schemas(Build build) {
        return build.classes().resolve("META-INF/minirpc");
    }
}

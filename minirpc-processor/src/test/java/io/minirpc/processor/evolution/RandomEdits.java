package io.minirpc.processor.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.processor.Sources;
import io.minirpc.processor.lock.LockRun;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Schemas that are edited at random, step by step: each step is one edit of each, one compilation of all, and calls
 * between the new release and earlier ones.
 */
final class RandomEdits {
    /** Releases that are kept to be called by newer ones, so that edits add up. */
    private static final int KEPT = 3;

    /** Edits between two releases, where no refusal of one would take back the others. */
    private static final int MAX_EDITS = 4;

    private static final int MAX_ATTEMPTS = 20;
    private static final int MAX_REPORTS = 3;
    private static final Pattern SCHEMA = Pattern.compile("\\b(?:s|Service)(\\d+)\\b");

    private final Path folder;
    private final long seed;
    private final Random random;
    private final List<SchemaHistory> schemas;
    private final List<Release> releases = new ArrayList<>();
    private final Tally tally = new Tally();
    private int builds;

    RandomEdits(Path folder, long seed, int schemas) {
        this.folder = folder;
        this.seed = seed;
        this.random = new Random(seed);
        this.schemas = IntStream.range(0, schemas)
                .mapToObj(schema -> new SchemaHistory(seed, schema))
                .toList();
    }

    /** Makes so many edits, without a lock. */
    Tally withoutLock(int edits) {
        release(compiled(now(), false));
        while (tally.total("edit ") < edits) {
            Release release = compiled(edit(MAX_EDITS), false);
            schemas.forEach(SchemaHistory::accept);
            release(release);
        }
        return tally;
    }

    /** Makes so many edits, with a lock that is updated after about every second step. */
    Tally withLock(int edits) {
        Release first = compiled(now(), false);
        assertThat(refused(update(first)))
                .as("schemas that the first update refuses")
                .isEmpty();
        first.close();
        release(compiled(now(), true));
        while (tally.total("edit ") < edits) {
            Set<Integer> refused = new HashSet<>();
            Release release = accepted(edit(1), refused, random.nextBoolean());
            for (int schema = 0; schema < schemas.size(); schema++) {
                SchemaHistory history = schemas.get(schema);
                if (refused.contains(schema)) {
                    history.edits().forEach(edit -> tally.add("refused " + edit));
                } else {
                    history.accept();
                }
            }
            if (release.isLocked()) {
                schemas.forEach(SchemaHistory::lock);
            }
            release(release);
        }
        return tally;
    }

    private List<Version> edit(int most) {
        List<Version> next = schemas.stream().map(schema -> schema.edit(most)).toList();
        schemas.forEach(schema -> schema.edits().forEach(edit -> tally.add("edit " + edit)));
        return next;
    }

    private List<Version> now() {
        return schemas.stream().map(SchemaHistory::now).toList();
    }

    /** Compiles edits with the lock, takes back those that are refused, and updates the lock if that is asked for. */
    private Release accepted(List<Version> next, Set<Integer> refused, boolean isUpdated) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            List<Version> versions = next.stream()
                    .map(version -> refused.contains(version.schema)
                            ? schemas.get(version.schema).now()
                            : version)
                    .toList();
            Map<Integer, List<Source>> sources = sources(versions);
            Build build = compile(sources);
            if (!build.isSuccessful()) {
                refused.addAll(refused(build));
                continue;
            }
            Release release = Release.of(name(), false, build, versions, sources);
            if (!isUpdated) {
                tally.add("releases behind the lock");
                return release;
            }
            LockRun run = update(release);
            release.close();
            if (run.isDone()) {
                tally.add("releases in the lock");
                return compiled(versions, true);
            }
            Set<Integer> stuck = refused(run);
            stuck.stream().filter(refused::contains).forEach(schema -> {
                tally.add("taken back to the lock");
                schemas.get(schema).goBackToTheLock();
            });
            refused.addAll(stuck);
        }
        throw new AssertionError("no end of refusals: " + refused);
    }

    private Set<Integer> refused(Build build) {
        Set<Integer> refused = new HashSet<>();
        for (var error : build.diagnostics(Diagnostic.Kind.ERROR)) {
            String text = error.getSource() == null
                    ? error.getMessage(null)
                    : error.getSource().getName();
            boolean isOfLock = error.getMessage(null).contains("[Lock]");
            Matcher schema = SCHEMA.matcher(text);
            assertThat(isOfLock && schema.find()).as("%s, seed %d", error, seed).isTrue();
            refused.add(Integer.valueOf(schema.group(1)));
        }
        return refused;
    }

    private Set<Integer> refused(LockRun run) {
        Set<Integer> refused = new HashSet<>();
        if (!run.isDone()) {
            run.text().lines().filter(line -> line.startsWith("error: ")).forEach(line -> {
                Matcher schema = SCHEMA.matcher(line);
                assertThat(schema.find()).as(line).isTrue();
                refused.add(Integer.valueOf(schema.group(1)));
                tally.add("refused by the update alone");
            });
            assertThat(refused).as(run.text()).isNotEmpty();
        }
        return refused;
    }

    private Path lock() {
        return folder.resolve("minirpc.lock");
    }

    private LockRun update(Release release) {
        return LockRun.of("update", release.build().classes().toString(), lock().toString());
    }

    private Release compiled(List<Version> versions, boolean isLocked) {
        Map<Integer, List<Source>> sources = sources(versions);
        Build build = compile(sources);
        assertThat(build.isSuccessful()).as(() -> errors(build, sources)).isTrue();
        return Release.of(name(), isLocked, build, versions, sources);
    }

    private String errors(Build build, Map<Integer, List<Source>> sources) {
        return "seed " + seed + "\n"
                + build.diagnostics(Diagnostic.Kind.ERROR).stream()
                        .limit(MAX_REPORTS)
                        .map(error -> error + "\n" + error.getSource())
                        .collect(Collectors.joining("\n"));
    }

    private String name() {
        return "v" + builds;
    }

    private Map<Integer, List<Source>> sources(List<Version> versions) {
        Map<Integer, List<Source>> sources = new HashMap<>();
        versions.forEach(version ->
                sources.put(version.schema, schemas.get(version.schema).sources(version)));
        return sources;
    }

    private Build compile(Map<Integer, List<Source>> sources) {
        builds++;
        List<Source> all = sources.values().stream().flatMap(List::stream).toList();
        List<String> options =
                new ArrayList<>(List.of("-Xlint:none", "-g:none", "-Xmaxerrs", "10000", "-classpath", classPath()));
        if (lock().toFile().exists()) {
            options.add("-Aminirpc.lock=" + lock().toAbsolutePath());
        }
        return Build.of(folder.resolve(name()), all, options.toArray(String[]::new));
    }

    private static String classPath() {
        return Stream.concat(Sources.classPath().stream(), Stream.of(testClasses()))
                .map(File::getPath)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the folder of {@link Plain} and {@link Peer}, which probes need. */
    private static File testClasses() {
        try {
            return new File(Plain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets a release and two earlier ones call each other, the first one itself. */
    private void release(Release release) {
        List<Fault> faults = new ArrayList<>();
        Release last = releases.isEmpty() ? null : releases.get(releases.size() - 1);
        Calls.run(last == null ? release : last, release, tally, faults);
        Release older = older(last);
        if (older != null) {
            Calls.run(older, release, tally, faults);
        }
        releases.add(release);
        if (releases.size() > KEPT) {
            releases.remove(random.nextInt(KEPT - 1)).close();
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(report(faults));
        }
    }

    private @Nullable Release older(@Nullable Release last) {
        return releases.stream()
                .filter(release -> !Objects.equals(release, last))
                .findFirst()
                .orElse(null);
    }

    private String report(List<Fault> faults) {
        return faults.size() + " values that changed, or calls that failed without a reason; run again with"
                + " -Devolution.seed=" + seed + "\n\n"
                + faults.stream().map(Fault::text).collect(Collectors.joining("\n"))
                + "\n\n"
                + faults.stream()
                        .limit(MAX_REPORTS)
                        .map(fault -> fault.report() + "\nEdits of the schema: " + schemas.get(fault.schema()))
                        .collect(Collectors.joining("\n\n"));
    }
}

package io.minirpc.processor.evolution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows from the files in {@code evolution/}. A row begins with {@code ==} and its title; indented lines continue
 * the one before. Other lines begin with {@code v1}, {@code v2} or {@code both}, {@code v0} for a version of which only
 * the lock knows, or with {@code lock}, {@code update} or {@code doc}. Behind the version stands
 *
 * <ul>
 *   <li>{@code sends EXPRESSION => TEXT}: the value travels to the other version as an argument and as a reply, and has
 *       the text there,
 *   <li>{@code calls EXPRESSION => TEXT}: what a client of the version gets from a server of the other one,
 *   <li>{@code serves METHOD}: a method of the interface with its implementation,
 *   <li>{@code implements METHOD}: the implementation of an inherited method,
 *   <li>{@code shop HEADER}, {@code package NAME}: another header, or a subpackage, for the interface,
 *   <li>{@code beside TYPE}: a type beside the interface,
 *   <li>or a type inside of it. That with the name Order is the one that samples travel in.
 * </ul>
 *
 * <p>{@code lock SEVERITY KEY at TEXT} is a finding of the lock and the text at which javac reports it, by default the
 * last part of the key. Keys of types leave out the package, those of methods the service. {@code update SEVERITY KEY}
 * is a finding of the tool alone. {@code doc CELL} names a row of docs/evolution.md by its first cell.
 */
final class Table {
    private final String id;
    private final String title;
    private @Nullable RowVersion before;
    private final RowVersion first;
    private final RowVersion second;
    private final Set<String> documented = new TreeSet<>();
    private final List<Row.Expectation> findings = new ArrayList<>();

    private Table(String id, String title) {
        this.id = id;
        this.title = title;
        first = new RowVersion(id);
        second = new RowVersion(id);
    }

    static List<Row> read(Path folder) {
        List<Row> rows = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".txt", "");
                String[] texts = Files.readString(file).split("(?m)^== ");
                for (int i = 1; i < texts.length; i++) {
                    rows.add(row(name + String.format(Locale.ROOT, "%02d", i), texts[i]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static Row row(String id, String text) {
        String[] lines = text.strip().split("\n(?=\\S)");
        Table row = new Table(id, id.replaceAll("\\d", "") + ": " + lines[0]);
        for (int i = 1; i < lines.length; i++) {
            row.add(lines[i].strip());
        }
        return new Row(id, row.title, row.documented, row.before, row.first, row.second, row.findings);
    }

    private void add(String line) {
        int space = line.indexOf(' ');
        String rest = line.substring(space + 1);
        switch (line.substring(0, space)) {
            case "v0" -> before().add(rest);
            case "v1" -> first.add(rest);
            case "v2" -> second.add(rest);
            case "both" -> {
                first.add(rest);
                second.add(rest);
            }
            case "doc" -> documented.add(rest);
            case "lock" -> findings.add(finding(rest, true));
            case "update" -> findings.add(finding(rest, false));
            default -> throw new IllegalArgumentException(title + ": " + line);
        }
    }

    private RowVersion before() {
        RowVersion version = before == null ? new RowVersion(id) : before;
        before = version;
        return version;
    }

    private Row.Expectation finding(String line, boolean isOfCompiler) {
        String[] words = line.split(" at ", 2);
        String severity = words[0].substring(0, words[0].indexOf(' '));
        String name = words[0].substring(severity.length() + 1);
        String place = words.length > 1 ? words[1] : name.substring(name.lastIndexOf('.') + 1);
        return new Row.Expectation(severity, key(name), isOfCompiler ? place : null);
    }

    private String key(String name) {
        if (name.startsWith("service ")) {
            return name.substring("service ".length());
        }
        return Character.isUpperCase(name.charAt(0)) ? "rows." + id + "." + name : id + "." + name;
    }
}

package io.minirpc.gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * C3.3: MySQL and MariaDB evaluate the assignments of an UPDATE from left to right, H2 and the standard all by the row
 * before. Both agree where no assignment reads a column that another one sets.
 */
class UpdateOrderTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path ROW_UPDATE = Path.of("store", "RowUpdate.java");

    /** From the quote that opens the statement to the one behind which its argument ends. */
    private static final Pattern UPDATE = Pattern.compile("\"(UPDATE .*?)\"\\s*[,;)]", Pattern.DOTALL);

    /** The end of a literal and the beginning of the next one, with what stands between them. */
    private static final Pattern SEAM = Pattern.compile("\"\\s*\\+\\s*(?:([^\"]*?)\\s*\\+\\s*)?\"");

    private static final Pattern SET = Pattern.compile("UPDATE .*? SET (.*?)(?: WHERE .*)?");
    private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+) = (.*)");

    @Test
    void noAssignmentReadsAColumnThatAnotherOneSets() throws Exception {
        List<String> updates = updates();
        assertThat(updates)
                .hasSizeGreaterThanOrEqualTo(12)
                .allSatisfy(update -> assertThat(dependent(update)).as(update).isEmpty());
    }

    @Test
    void updatesOfRowsByKeyAreOneStatementForAll() {
        RowUpdate update = new RowUpdate("t", List.of("a", "b"), List.of("c"), List.of("d", "e"), List.of("f", "g"));
        assertThat(update.ofOne())
                .isEqualTo("UPDATE t" + Sql.BY_KEY + " SET a = ?, b = ?, c = c + ? WHERE d = ? AND e = ?");
        assertThat(update.ofAll(2))
                .isEqualTo("INSERT INTO t (a, b, c, d, e, f, g) VALUES (?, ?, ?, ?, ?, 0, 0), (?, ?, ?, ?, ?, 0, 0)"
                        + " ON DUPLICATE KEY UPDATE a = VALUES(a), b = VALUES(b), c = c + VALUES(c)");
    }

    @Test
    void assignmentsThatReadOthersAreFound() {
        assertThat(dependent("UPDATE t SET a = ?, b = b + a WHERE c = ?")).containsExactly("b = b + a");
        assertThat(dependent("UPDATE t SET a = b, b = ?")).containsExactly("a = b");
        assertThat(dependent("UPDATE t SET a = a + 1, b = ? WHERE a < ?")).isEmpty();
    }

    private static List<String> updates() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> found = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (file.endsWith(ROW_UPDATE)) {
                    continue; // its statements are made of columns, and are tested below
                }
                UPDATE.matcher(Files.readString(file))
                        .results()
                        .map(result -> SEAM.matcher(result.group(1)).replaceAll(""))
                        .forEach(found::add);
            }
            return found;
        }
    }

    /** Returns the assignments that read a column which another one of the statement sets. */
    private static List<String> dependent(String update) {
        Matcher set = SET.matcher(update);
        assertThat(set.matches()).as(update).isTrue();
        List<String> assignments = List.of(set.group(1).split(", "));
        List<String> columns = assignments.stream()
                .map(one -> ASSIGNMENT.matcher(one).replaceFirst("$1"))
                .toList();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < assignments.size(); i++) {
            List<String> others = new ArrayList<>(columns);
            others.remove(i);
            String value = ASSIGNMENT.matcher(assignments.get(i)).replaceFirst("$2");
            if (Stream.of(value.split("\\W+")).anyMatch(others::contains)) {
                found.add(assignments.get(i));
            }
        }
        return found;
    }
}

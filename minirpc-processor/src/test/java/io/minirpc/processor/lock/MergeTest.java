package io.minirpc.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The merges that git makes of locks: two branches that give one number to two names have to conflict. */
class MergeTest {
    private static final String ORDER = "  1 cake string\n  2 pieces int32\n  3 wish string\n  4 rebate int32?\n";

    @TempDir
    Path folder;

    private record Merge(boolean isClean, String text) {}

    @BeforeAll
    static void findGit() throws InterruptedException {
        boolean hasGit;
        try {
            Process process = new ProcessBuilder("git", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            hasGit = process.waitFor() == 0;
        } catch (IOException e) {
            hasGit = false;
        }
        assumeTrue(hasGit, "git is not on the PATH: merges of locks were not tried");
    }

    @Test
    void oneNumberForTwoNamesConflicts() throws Exception {
        Merge merge = merge(ORDER, ORDER + "  5 alpha string\n", ORDER + "  5 zeta string\n");
        assertConflict(merge);
    }

    @Test
    void oneNumberForTwoParametersConflicts() throws Exception {
        String start = "service Bakery shop.Bakery\n  bake -> void\n    1 name string\n";
        String end = "  menu -> void\n";
        assertConflict(
                mergeBlocks(start + end, start + "    2 alpha string\n" + end, start + "    2 zeta string\n" + end));
    }

    @Test
    void oneNumberForTwoConstantsConflicts() throws Exception {
        String start = "enum shop.Kind\n  0 SWEET\n";
        assertConflict(mergeBlocks(start, start + "  1 ALPHA\n", start + "  1 ZETA\n"));
    }

    @Test
    void sameFieldOnBothSidesIsOneField() throws Exception {
        String added = ORDER + "  5 alpha string\n";
        assertClean(merge(ORDER, added, added), added);
    }

    @Test
    void removalAndAdditionMerge() throws Exception {
        String removed = ORDER.replace("wish string", "wish string gone");
        assertClean(merge(ORDER, removed, ORDER + "  5 alpha string\n"), removed + "  5 alpha string\n");
    }

    @Test
    void removalsOfTwoFieldsMerge() throws Exception {
        String one = ORDER.replace("cake string", "cake string gone");
        String other = ORDER.replace("wish string", "wish string gone");
        assertClean(merge(ORDER, one, other), one.replace("wish string", "wish string gone"));
    }

    @Test
    void removalOfTheLastFieldAndAnAdditionConflictHarmlessly() throws Exception {
        String removed = ORDER.replace("rebate int32?", "rebate int32? gone");
        assertConflict(merge(ORDER, removed, ORDER + "  5 alpha string\n"));
    }

    @Test
    void wideningAndAdditionMerge() throws Exception {
        String wide = ORDER.replace("pieces int32", "pieces int64");
        assertClean(merge(ORDER, wide, ORDER + "  5 alpha string\n"), wide + "  5 alpha string\n");
    }

    @Test
    void newFieldAndNewBlockBehindItMerge() throws Exception {
        String field = ORDER + "  5 alpha string\n";
        String block = "\nmessage shop.Receipt\n  1 sum int32\n";
        String next = "\nmessage shop.Zebra\n  1 sum int32\n";
        assertClean(merge(ORDER + next, field + next, ORDER + block + next), field + block + next);
    }

    @Test
    void twoNewBlocksAtOnePlaceConflictHarmlessly() throws Exception {
        assertConflict(
                merge(ORDER, ORDER + "\nmessage shop.P\n  1 a string\n", ORDER + "\nmessage shop.Q\n  1 b string\n"));
    }

    @Test
    void blockRenamedInPlaceGetsTheFieldOfTheOtherBranch() throws Exception {
        String renamed = "message shop.Ordering\n" + ORDER;
        Merge merge =
                mergeBlocks("message shop.Order\n" + ORDER, renamed, "message shop.Order\n" + ORDER + "  5 a string\n");
        assertThat(merge).isEqualTo(new Merge(true, file(renamed + "  5 a string\n")));
    }

    @Test
    void blockMovedInTheOrderConflictsWithAFieldOfTheOtherBranch() throws Exception {
        String order = "message shop.Order\n" + ORDER;
        String other = "\nmessage shop.Receipt\n  1 a string\n  2 b string\n";
        String moved = "message shop.Receipt\n  1 a string\n  2 b string\n\nmessage shop.Sale\n" + ORDER;
        assertConflict(mergeBlocks(order + other, moved, order + "  5 a string\n" + other));
    }

    private Merge merge(String base, String ours, String theirs) throws Exception {
        String header = "message shop.Order\n";
        return mergeBlocks(header + base, header + ours, header + theirs);
    }

    private Merge mergeBlocks(String base, String ours, String theirs) throws Exception {
        List<String> command =
                List.of("git", "merge-file", "-p", write("ours", ours), write("base", base), write("theirs", theirs));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Merge(process.exitValue() == 0, text);
    }

    private String write(String name, String blocks) throws IOException {
        return Files.writeString(folder.resolve(name), file(blocks)).toString();
    }

    private static String file(String blocks) {
        return LockWriter.HEADER + "\n\n" + blocks;
    }

    private static void assertClean(Merge merge, String lines) throws LockException {
        assertThat(merge).isEqualTo(new Merge(true, file("message shop.Order\n" + lines)));
        LockReader.read("minirpc.lock", merge.text());
    }

    private static void assertConflict(Merge merge) {
        assertThat(merge.isClean()).isFalse();
        assertThatThrownBy(() -> LockReader.read("minirpc.lock", merge.text()))
                .hasMessageContaining("a conflict of a merge")
                .hasMessageContaining("take the target branch's file whole")
                .hasMessageContaining("run \"lock update\" again");
    }
}

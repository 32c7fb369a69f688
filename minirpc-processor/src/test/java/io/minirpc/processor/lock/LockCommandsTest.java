package io.minirpc.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, with the contract in a text file instead of a class output. */
class LockCommandsTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path classes;
    private Path lock;

    @BeforeEach
    void compile() throws IOException {
        classes = folder.resolve("contract.txt");
        lock = folder.resolve("minirpc.lock");
        compile("message shop.Order\n  cake string\n  pieces int32\n");
    }

    @Test
    void firstUpdateWritesTheFileAndTheSecondLeavesItUntouched() throws IOException {
        assertThat(run("update", classes, lock)).isEqualTo(LockCommands.DONE);
        assertThat(lock).hasContent(lock("message shop.Order\n  1 cake string\n  2 pieces int32\n"));
        FileTime before = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(lock, before);
        assertThat(run("update", classes, lock)).isEqualTo(LockCommands.DONE);
        assertThat(Files.getLastModifiedTime(lock)).isEqualTo(before);
        assertThat(text(out)).contains("nothing to record");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(classes, lock);
        }
    }

    @Test
    void updateLeavesTheLineBreaksOfWindowsAlone() throws IOException {
        run("update", classes, lock);
        String windows = Files.readString(lock).replace("\n", "\r\n");
        Files.writeString(lock, windows);
        assertThat(run("update", classes, lock)).isEqualTo(LockCommands.DONE);
        assertThat(run("check", classes, lock)).isEqualTo(LockCommands.DONE);
        assertThat(Files.readString(lock)).isEqualTo(windows);
    }

    @Test
    void updateRecordsAdditionsAndSaysTheirNumbers() throws IOException {
        run("update", classes, lock);
        compile("message shop.Order\n  wish string\n  cake string\n  pieces int32\n");
        assertThat(run("update", classes, lock)).isEqualTo(LockCommands.DONE);
        assertThat(text(out)).contains("note: shop.Order.wish: is new, and gets the number 3");
        assertThat(Files.readString(lock)).endsWith("  2 pieces int32\n  3 wish string\n");
    }

    @Test
    void updateRefusesABreakAndLeavesTheFile() throws IOException {
        run("update", classes, lock);
        String before = Files.readString(lock);
        compile("message shop.Order\n  cake string\n  pieces string\n");
        assertThat(run("update", classes, lock)).isEqualTo(LockCommands.REFUSED);
        assertThat(text(err))
                .contains("error: shop.Order.pieces: was int32, and is string")
                .contains("lock accept shop.Order.pieces REASON")
                .contains("left as it was");
        assertThat(Files.readString(lock)).isEqualTo(before);
    }

    @Test
    void acceptedBreakIsTakenOnceAndIsHistoryThen() throws IOException {
        run("update", classes, lock);
        Path old = Files.copy(lock, folder.resolve("old.lock"));
        assertThat(run("accept", lock, "shop.Order.pieces", "2.0: no 1.x peers since May"))
                .isEqualTo(LockCommands.DONE);
        assertThat(Files.readString(lock)).endsWith("  2 pieces int32 any ! 2.0: no 1.x peers since May\n");
        assertThat(run("check", classes, lock)).isEqualTo(LockCommands.REFUSED);

        compile("message shop.Order\n  cake string\n  2 pieces string\n");
        assertThat(run("update", classes, lock)).isEqualTo(LockCommands.DONE);
        assertThat(Files.readString(lock)).endsWith("  2 pieces string   ! 2.0: no 1.x peers since May\n");
        assertThat(run("check", classes, lock, "--against", old)).isEqualTo(LockCommands.DONE);
        assertThat(run("check", classes, lock, "--against", lock)).isEqualTo(LockCommands.DONE);

        Path later = Files.copy(lock, folder.resolve("later.lock"));
        Files.writeString(lock, Files.readString(lock).replace("2 pieces string", "2 pieces int32"));
        compile("message shop.Order\n  cake string\n  2 pieces int32\n");
        assertThat(run("check", classes, lock, "--against", later)).isEqualTo(LockCommands.REFUSED);
    }

    @Test
    void removalIsAcceptedBeforeItIsCompiled() throws IOException {
        run("update", classes, lock);
        run("accept", lock, "shop.Order.pieces", "nobody reads it");
        compile("message shop.Order\n  cake string\n");
        assertThat(run("update", classes, lock)).isEqualTo(LockCommands.DONE);
        assertThat(Files.readString(lock)).endsWith("  2 pieces int32 gone   ! nobody reads it\n");
        assertThat(run("check", classes, lock)).isEqualTo(LockCommands.DONE);
    }

    @Test
    void keyThatIsUnknownGoneOrAmbiguousIsRefused() throws IOException {
        Files.writeString(
                lock,
                lock("message shop.Order\n  1 cake string\n  2 wish string gone\n\n"
                        + "message shop.Order.cake\n  1 name string\n"));
        assertThat(run("accept", lock, "shop.Order.price", "because")).isEqualTo(LockCommands.UNUSABLE);
        assertThat(run("accept", lock, "shop.Order.wish", "because")).isEqualTo(LockCommands.UNUSABLE);
        assertThat(run("accept", lock, "shop.Order.cake", "because")).isEqualTo(LockCommands.UNUSABLE);
        assertThat(run("accept", lock, "shop.Order", " ")).isEqualTo(LockCommands.UNUSABLE);
        assertThat(text(err))
                .contains("shop.Order.price is not in the lock (expected: a key as errors show it")
                .contains("shop.Order.wish is gone already")
                .contains("shop.Order.cake means 2 lines")
                .contains("REASON: \" \" (expected: a text on one line");
    }

    @Test
    void checkFailsWhereTheLockIsBehind() throws IOException {
        run("update", classes, lock);
        assertThat(run("check", classes, lock)).isEqualTo(LockCommands.DONE);
        compile("message shop.Order\n  cake string\n  pieces int32\n  wish string\n");
        assertThat(run("check", classes, lock)).isEqualTo(LockCommands.REFUSED);
        assertThat(text(err))
                .contains("minirpc.lock:7: \"\" (expected: \"  3 wish string\", as compiled); run \"lock update\"");
    }

    @Test
    void checkFailsWhereTheClassesAreStale() throws IOException {
        Files.writeString(lock, lock("message shop.Order\n  1 pieces int32\n  2 cake string\n"));
        assertThat(run("check", classes, lock)).isEqualTo(LockCommands.REFUSED);
        assertThat(text(err))
                .contains("error: shop.Order.cake: was compiled with the number 1 (expected: 2, as in the lock)");
    }

    @Test
    void renumberedLockIsRefusedAgainstTheOldOne() throws IOException {
        Path old = folder.resolve("old.lock");
        Files.writeString(old, lock("message shop.Order\n  1 pieces int32\n  2 cake string\n"));
        run("update", classes, lock);
        assertThat(run("check", classes, lock)).isEqualTo(LockCommands.DONE);
        assertThat(run("check", classes, lock, "--against", old)).isEqualTo(LockCommands.REFUSED);
        assertThat(text(err)).contains("had the number 2, which is pieces's now");
    }

    @Test
    void forgottenLinesAreRefusedAgainstTheOldLock() throws IOException {
        Path old = folder.resolve("old.lock");
        Files.writeString(
                old,
                lock(
                        "message shop.Gone gone   ! nobody has it\n  1 a string\n\nmessage shop.Lost gone\n"
                                + "  1 a string\n\nmessage shop.Order\n  1 cake string\n  2 pieces int32\n  3 wish string gone\n"));
        run("update", classes, lock);
        assertThat(run("check", classes, lock, "--against", old)).isEqualTo(LockCommands.REFUSED);
        assertThat(text(err))
                .contains("error: shop.Order.wish: is missing")
                .contains("error: shop.Lost: is missing")
                .doesNotContain("shop.Gone");
    }

    @Test
    void missingFilesAndWrongArgumentsHaveTheirOwnExitCode() {
        assertThat(run("check", classes, lock)).isEqualTo(LockCommands.UNUSABLE);
        assertThat(run("check", classes)).isEqualTo(LockCommands.UNUSABLE);
        assertThat(run("renumber", classes, lock)).isEqualTo(LockCommands.UNUSABLE);
        assertThat(run()).isEqualTo(LockCommands.UNUSABLE);
        assertThat(text(err))
                .contains("minirpc.lock: there is no such file")
                .contains("cannot be understood: lock renumber")
                .contains("lock accept LOCK KEY REASON");
    }

    @Test
    void damagedLockIsNeverOverwritten() throws IOException {
        Files.writeString(lock, "<<<<<<< ours\n");
        assertThat(run("update", classes, lock)).isEqualTo(LockCommands.UNUSABLE);
        assertThat(lock).hasContent("<<<<<<< ours\n");
    }

    @Test
    void helpNamesTheCommandsAndTheExitCodes() {
        assertThat(run("--help")).isEqualTo(LockCommands.DONE);
        assertThat(text(out)).contains("update CLASSES LOCK", "--against OLD", "Exit codes: 0 done");
    }

    private static String lock(String blocks) {
        return LockWriter.write(LockFile.EMPTY) + "\n" + blocks;
    }

    private void compile(String contract) throws IOException {
        Files.writeString(classes, contract);
    }

    private int run(Object... arguments) {
        ContractSource source = path -> Contracts.of(Files.readString(path));
        PrintStream output = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new LockCommands(source, output, errors)
                .run(Stream.of(arguments).map(Object::toString).toList());
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}

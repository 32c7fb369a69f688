package io.minirpc.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumberingTest {
    @Test
    void firstUpdateKeepsTheNumbersAsCompiled() throws LockException {
        Contract now = Contracts.of("""
                service Bakery shop.Bakery
                  bake -> string
                    7 name string
                    pieces int32
                message shop.Order
                  cake string
                  9 wish string
                  pieces int32
                enum shop.Kind
                  SALTY
                  SWEET
                """);
        assertThat(text(LockFile.EMPTY, now)).isEqualTo("""
                        service Bakery shop.Bakery
                          bake -> string
                            2 pieces int32
                            7 name string

                        enum shop.Kind
                          0 SALTY
                          1 SWEET

                        message shop.Order
                          1 cake string
                          3 pieces int32
                          9 wish string
                        """);
    }

    @Test
    void holesAreNotFilled() throws LockException {
        assertThat(next("  1 a string\n  5 b string\n", "  a string\n  c string\n  b string\n"))
                .isEqualTo("  1 a string\n  5 b string\n  6 c string\n");
    }

    @Test
    void numberOfAGoneLineIsNotGivenAgain() throws LockException {
        assertThat(next("  1 a string\n  2 b string gone\n", "  c string\n  a string\n"))
                .isEqualTo("  1 a string\n  2 b string gone\n  3 c string\n");
    }

    @Test
    void numbersBehindForcedOnesFollowThose() throws LockException {
        assertThat(next("  1 a string\n", "  a string\n  b string\n  9 c string\n  d string\n"))
                .isEqualTo("  1 a string\n  9 c string\n  10 b string\n  11 d string\n");
    }

    @Test
    void goneTypeKeepsItsLinesAndReturnsWithThem() throws LockException {
        LockFile lock = lock("  1 a string\n  2 b string\n");
        LockFile gone = EvolutionTest.next(lock, Contracts.of(""));
        assertThat(text(gone)).isEqualTo("message shop.Order gone\n  1 a string\n  2 b string\n");
        Contract now = Contracts.of("message shop.Order\n  b string\n  a string\n");
        assertThat(EvolutionTest.next(gone, now)).isEqualTo(lock);
    }

    @Test
    void goneLinesFollowTypesThatAreRenamed() throws LockException {
        String text = """
                service Bakery shop.Bakery
                  buy bare shop.Cake -> void
                  eat -> list<shop.Cake> gone

                message shop.Cake
                  1 name string

                message shop.Order
                  1 cake shop.Cake gone
                """;
        LockFile old = LockReader.read("minirpc.lock", LockWriter.HEADER + "\n\n" + text);
        Contract now = Contracts.of("service Bakery shop.Bakery\n  buy bare shop.Pastry -> void\n"
                + "message shop.Order\nmessage shop.Pastry\n  name string\n");
        LockFile next = EvolutionTest.next(old, now);
        assertThat(text(next))
                .contains("  eat -> list<shop.Pastry> gone\n", "  1 cake shop.Pastry gone\n")
                .doesNotContain("shop.Cake");
        assertThat(Comparison.later(old, next)).extracting(Finding::severity).doesNotContain(Severity.ERROR);
    }

    @Test
    void openLinesAreClosedByTheUpdateThatTakesThem() throws LockException {
        assertThat(next("  1 a string any ! 2.0\n  2 b string any ! 3.0\n", "  a int32\n"))
                .isEqualTo("  1 a int32   ! 2.0\n  2 b string gone   ! 3.0\n");
    }

    @Test
    void openParametersOfAMethodThatIsGoneAreClosed() throws LockException {
        String text = """
                service Bakery shop.Bakery
                  bake -> void any ! 2.0
                    1 name string any ! 2.0
                """;
        LockFile old = LockReader.read("minirpc.lock", LockWriter.HEADER + "\n\n" + text);
        assertThat(text(EvolutionTest.next(old, Contracts.of("service Bakery shop.Bakery\n"))))
                .isEqualTo("""
                        service Bakery shop.Bakery
                          bake -> void gone   ! 2.0
                            1 name string   ! 2.0
                        """);
    }

    @Test
    void reservedNumbersAreSkippedAndTheLastOneIsTheEnd() {
        assertThat(BlockKind.MESSAGE.after(18_999)).isEqualTo(20_000);
        assertThat(BlockKind.MESSAGE.after(268_435_455)).isEqualTo(-1);
        assertThat(BlockKind.ENUM.after(18_999)).isEqualTo(19_000);
        assertThat(BlockKind.ENUM.after(Integer.MAX_VALUE)).isEqualTo(-1);
    }

    @Test
    void blocksAreSortedByKindAndNameWhateverTheLocale() throws LockException {
        Contract now = Contracts.of("message b.I\nmessage b.ı\nmessage B.z\nenum z.Z\noneof a.A\n");
        assertThat(EvolutionTest.next(LockFile.EMPTY, now).types())
                .extracting(LockedType::name)
                .isEqualTo(List.of("z.Z", "B.z", "b.I", "b.ı", "a.A"));
    }

    private static String next(String lines, String members) throws LockException {
        String text = text(EvolutionTest.next(lock(lines), Contracts.of("message shop.Order\n" + members)));
        return text.substring(text.indexOf('\n') + 1);
    }

    private static LockFile lock(String lines) throws LockException {
        return LockReader.read("minirpc.lock", "minirpc-lock 1\n\nmessage shop.Order\n" + lines);
    }

    private static String text(LockFile lock, Contract now) {
        return text(EvolutionTest.next(lock, now));
    }

    private static String text(LockFile lock) {
        String text = LockWriter.write(lock);
        return text.substring(text.indexOf("\n\n") + 2);
    }
}

package io.minirpc.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The scopes of a comparison; {@link EvolutionTest} has the rules. */
class ComparisonTest {
    private static final String TWO = """
            service Bakery shop.Bakery
              bake -> string
                1 name string

            service Cafe shop.Cafe
              sit -> void

            message shop.Order
              1 cake string
            """;

    @Test
    void partOfAModuleDoesNotMissTheRest() throws LockException {
        Contract now = Contracts.of("service Cafe shop.Cafe\n  sit -> void\n");
        assertThat(Comparison.part(lock(TWO), now, type -> true)).isEmpty();
    }

    @Test
    void otherInterfaceOfAServiceNeedsNotHaveAllMethods() throws LockException {
        Contract other = Contracts.of("service Bakery shop.AsyncBakery\n");
        assertThat(Comparison.part(lock(TWO), other, type -> true)).isEmpty();
        assertThat(text(Comparison.part(lock(TWO), other, type -> !type.equals("shop.Bakery"))))
                .singleElement()
                .asString()
                .startsWith("error: Bakery.bake: is gone");
        Contract same = Contracts.of("service Bakery shop.Bakery\n");
        assertThat(Comparison.part(lock(TWO), same, type -> true)).hasSize(1);
    }

    @Test
    void partOfAModuleIsComparedAsTheWhole() throws LockException {
        Contract now = Contracts.of("service Bakery shop.Bakery\n  bake -> string\n    name int32\n");
        assertThat(Comparison.part(lock(TWO), now, type -> true))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                    assertThat(finding.key()).isEqualTo(new Key("Bakery", "bake", "name"));
                });
    }

    @Test
    void renamedInterfaceIsAnErrorWhereTheOldOneIsGone() throws LockException {
        Contract now = Contracts.of("service Backery shop.Backery\n  bake -> string\n    name string\n");
        assertThat(text(Comparison.part(lock(TWO), now, type -> !type.equals("shop.Bakery"))))
                .singleElement()
                .asString()
                .startsWith("error: Backery: is new, and the service Bakery with the same methods is gone")
                .contains("set @RpcInterface(name = \"Bakery\")");
        assertThat(text(Comparison.part(lock(TWO), now, type -> true)))
                .containsExactly("note: Backery: is a new service");
    }

    @Test
    void acceptedBreakIsANoteWithItsReason() throws LockException {
        LockFile lock = Opening.open(lock(TWO), "Bakery.bake", "2.0: nobody calls it");
        Contract now = Contracts.of("service Bakery shop.Bakery\n  bake bare shop.Order -> string\n"
                + "service Cafe shop.Cafe\n  sit -> void\nmessage shop.Order\n  cake string\n");
        assertThat(text(Comparison.whole(lock, now)))
                .singleElement()
                .asString()
                .startsWith("note: Bakery.bake: parameters travel by name, and a message travels bare")
                .endsWith("(accepted: 2.0: nobody calls it)");
        assertLater(lock(TWO), EvolutionTest.next(lock, now)).isEmpty();
        assertLater(EvolutionTest.next(lock, now), EvolutionTest.next(lock, now))
                .isEmpty();
    }

    @Test
    void acceptedMethodCoversItsParameters() throws LockException {
        LockFile lock = Opening.open(lock(TWO), "Bakery.bake", "new");
        Contract now = Contracts.of("service Bakery shop.Bakery\n  bake -> string\n    name int32\n");
        assertThat(Comparison.part(lock, now, type -> true))
                .extracting(Finding::severity)
                .containsOnly(Severity.NOTE);
    }

    @Test
    void acceptedChangeOfKindIsTakenByTheNextLock() throws LockException {
        LockFile old = lock("message shop.Order\n  1 cake string\n");
        LockFile lock = Opening.open(old, "shop.Order", "3.0: has kinds");
        Contract now = Contracts.of("message shop.Cake\n  name string\noneof shop.Order\n  Cake shop.Cake\n");
        LockFile next = EvolutionTest.next(lock, now);
        assertThat(LockWriter.write(next))
                .endsWith("message shop.Order gone   ! 3.0: has kinds\n  1 cake string\n\n"
                        + "oneof shop.Order\n  1 Cake shop.Cake\n");
        assertLater(old, next).isEmpty();
        assertThat(Comparison.whole(next, now)).isEmpty();
    }

    @Test
    void renamedBlockForgetsNothing() throws LockException {
        LockFile old = lock("message shop.Cake\n  1 name string\n  2 size int32 gone\n\n"
                + "message shop.Order\n  1 cake shop.Cake\n");
        String renamed = "message shop.Order\n  1 cake shop.Pastry\n\nmessage shop.Pastry\n  1 name string\n";
        assertLater(old, lock(renamed + "  2 size int32 gone\n")).isEmpty();
        assertLater(old, lock(renamed)).singleElement().asString().startsWith("error: shop.Cake.size: is missing");
        assertLater(old, lock(renamed + "  2 price int32\n")).isNotEmpty();
    }

    @Test
    void goneLineStaysAsItIs() throws LockException {
        LockFile old = lock("message shop.Order\n  1 cake string gone\n");
        assertLater(old, old).isEmpty();
        assertLater(old, lock("message shop.Order\n  1 cake int32 gone\n"))
                .singleElement()
                .asString()
                .startsWith("error: shop.Order.cake: was string gone, and is int32 gone");
    }

    @Test
    void branchesThatRenamedAndAddedAreCaughtAgainstEachOther() throws LockException {
        LockFile main = lock(
                "message shop.Cake\n  1 name string\n  2 wish string\n\n" + "message shop.Order\n  1 cake shop.Cake\n");
        LockFile branch = lock("message shop.Order\n  1 cake shop.Pastry\n\n"
                + "message shop.Pastry\n  1 name string\n  2 price int32\n  3 wish string\n");
        assertLater(main, branch).anyMatch(finding -> finding.startsWith("error: shop.Pastry.price: has the number 2"));
    }

    private static org.assertj.core.api.ListAssert<String> assertLater(LockFile old, LockFile lock) {
        return assertThat(Comparison.later(old, lock).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(Finding::toString)
                .toList());
    }

    private static LockFile lock(String blocks) throws LockException {
        return LockReader.read("minirpc.lock", LockWriter.HEADER + "\n\n" + blocks);
    }

    private static List<String> text(List<Finding> findings) {
        return findings.stream().map(Finding::toString).toList();
    }
}

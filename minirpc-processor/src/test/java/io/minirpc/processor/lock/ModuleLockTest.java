package io.minirpc.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.processor.schema.Kind;
import io.minirpc.processor.schema.Schema;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModuleLockTest {
    private static final String LOCK = """
            service Bakery shop.Bakery
              bake -> bare shop.Cake
                1 name string
                2 pieces int32
              menu -> list<shop.Cake>

            message lib.User imported
              1 name string

            message shop.Cake
              1 size int32
              2 name string

            message shop.Order
              3 cake shop.Cake
            """;

    @Test
    void numbersAreThoseOfTheLockAndNewOnesFollow() throws LockException {
        NumberedSchema numbered = lock().number(schema(
                parameters("wish string", "pieces int32", "name string"),
                message("shop.Cake", Schema.Home.IMPORTED, "name string", "size int32"),
                message("shop.Order", Schema.Home.NESTED, "cake shop.Cake")));
        assertThat(numbered.schema().service()).isNotNull();
        assertThat(((Schema.Parameters)
                                numbered.schema().service().methods().get(0).arguments())
                        .fields())
                .extracting(field -> field.number().value() + " " + field.name())
                .containsExactly("3 wish", "2 pieces", "1 name");
        assertThat(numbered.schema().declarations())
                .flatExtracting(declaration -> ((Schema.Message) declaration).fields())
                .extracting(field -> field.number().value() + " " + field.name())
                .containsExactly("2 name", "1 size", "3 cake");
        assertThat(numbered.unlocked()).containsExactly("Bakery.bake");
    }

    @Test
    void typesThatTheLockLacksAreNotLocked() throws LockException {
        NumberedSchema numbered = lock().number(schema(
                parameters("name string", "pieces int32"),
                message("shop.Cake", Schema.Home.NESTED, "size int32", "name string"),
                message("shop.Receipt", Schema.Home.NESTED, "sum int32")));
        assertThat(numbered.unlocked()).containsExactly("shop.Receipt");
    }

    @Test
    void typeThatContinuesAnotherKeepsItsOwnNumbersUntilTheUpdate() throws LockException {
        Schema.Message pastry = message("shop.Pastry", Schema.Home.NESTED, "name string", "size int32");
        Schema.Message order = message("shop.Order", Schema.Home.NESTED, "cake shop.Pastry");
        Schema schema = schema(parameters("name string", "pieces int32"), order, pastry);
        assertThat(lock().number(schema).schema().declarations().get(1)).isEqualTo(pastry);
        assertThat(lock().number(schema).unlocked()).contains("shop.Pastry");
        assertThat(lock().compare(schema, type -> true))
                .extracting(Finding::severity)
                .doesNotContain(Severity.ERROR);
    }

    @Test
    void otherTypesOfTheModuleAreLeftToTheirOwnSchemas() throws LockException {
        Schema schema = schema(
                parameters("name string", "pieces int32"),
                message("shop.Cake", Schema.Home.IMPORTED, "name string", "size string"));
        assertThat(lock().compare(schema, type -> true)).isEmpty();
        Schema cake = new Schema(
                "shop.Cake", null, List.of(message("shop.Cake", Schema.Home.OWNED, "name string", "size string")));
        assertThat(lock().compare(cake, type -> true))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.key()).isEqualTo(Key.of("shop.Cake").child("size")));
    }

    @Test
    void numbersOfAnotherJarAreCompared() throws LockException {
        Schema schema = schema(
                parameters("name string", "pieces int32"),
                message("lib.User", Schema.Home.IMPORTED, "id int32", "name string"),
                message("shop.Cake", Schema.Home.NESTED, "name string", "size int32"));
        assertThat(lock().compare(schema, type -> true))
                .extracting(Finding::toString)
                .anyMatch(finding ->
                        finding.startsWith("error: lib.User.name: has the number 2 here, and 1 in the lock"));
    }

    private static ModuleLock lock() throws LockException {
        return new ModuleLock(LockReader.read("minirpc.lock", LockWriter.HEADER + "\n\n" + LOCK));
    }

    private static Schema schema(Schema.Parameters parameters, Schema.Declaration... declarations) {
        Schema.Reply cake = new Schema.Reply(Kind.parse("shop.Cake"), true, false);
        Schema.Method bake = new Schema.Method("bake", parameters, cake, List.of(), false);
        Schema.Reply cakes = new Schema.Reply(Kind.parse("list<shop.Cake>"), false, false);
        Schema.Method menu = new Schema.Method("menu", new Schema.Parameters(List.of()), cakes, List.of(), false);
        return new Schema("shop.Bakery", new Schema.Service("Bakery", List.of(bake, menu)), List.of(declarations));
    }

    private static Schema.Parameters parameters(String... fields) {
        return new Schema.Parameters(fields(fields));
    }

    private static Schema.Message message(String name, Schema.Home home, String... fields) {
        return new Schema.Message(new Kind.Named(name, List.of()), home, fields(fields));
    }

    private static List<Schema.Field> fields(String... fields) {
        return IntStream.range(0, fields.length)
                .mapToObj(i -> {
                    String[] words = fields[i].split(" ");
                    Schema.WireNumber number = new Schema.WireNumber(i + 1, false);
                    return new Schema.Field(number, words[0], Kind.parse(words[1]), false);
                })
                .toList();
    }
}

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

            enum shop.Kind
              0 SWEET
              1 SALTY gone

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
        List<Schema.WireNumber> parameters = lock().parameters("Bakery", "bake", names("wish", "pieces", "name"));
        assertThat(parameters).containsExactly(position(3), locked(2), locked(1));
        assertThat(lock().numbers(BlockKind.MESSAGE, "shop.Cake", names("name", "size")))
                .containsExactly(locked(2), locked(1));
        assertThat(lock().numbers(BlockKind.MESSAGE, "shop.Order", names("cake")))
                .containsExactly(locked(3));
    }

    @Test
    void nameThatReturnsGetsItsNumberBack() throws LockException {
        assertThat(lock().numbers(BlockKind.ENUM, "shop.Kind", names("SALTY", "SOUR", "SWEET")))
                .containsExactly(locked(1), position(2), locked(0));
    }

    @Test
    void annotationsSetNumbersBesideTheLock() throws LockException {
        Schema.WireNumber forced = new Schema.WireNumber(7, Schema.NumberSource.ANNOTATION);
        List<NumberedName> names = List.of(new NumberedName("wish", forced), new NumberedName("cake", position(2)));
        assertThat(lock().numbers(BlockKind.MESSAGE, "shop.Order", names)).containsExactly(forced, locked(3));
    }

    @Test
    void whatTheLockLacksKeepsItsOwnNumbers() throws LockException {
        List<Schema.WireNumber> own = List.of(position(1), position(2));
        assertThat(lock().numbers(BlockKind.MESSAGE, "shop.Pastry", names("name", "size")))
                .isEqualTo(own);
        assertThat(lock().numbers(BlockKind.ENUM, "shop.Cake", names("name", "size")))
                .isEqualTo(own);
        assertThat(lock().parameters("Bakery", "eat", names("name", "size"))).isEqualTo(own);
        assertThat(ModuleLock.NONE.parameters("Bakery", "bake", names("wish", "name")))
                .isEqualTo(own);
    }

    @Test
    void draftIsNotCompared() throws LockException {
        Schema schema = schema(parameters("name bool"), message("shop.Cake", Schema.Home.NESTED, "size string"));
        Schema.Service service =
                new Schema.Service("Draft", true, schema.service().methods());
        assertThat(lock().compare(new Schema("shop.Draft", service, schema.declarations()), type -> true))
                .isEmpty();
        Schema.Service former =
                new Schema.Service("Bakery", true, schema.service().methods());
        assertThat(lock().compare(new Schema("shop.Bakery", former, schema.declarations()), type -> true))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Severity.WARNING);
    }

    private static List<NumberedName> names(String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(i -> new NumberedName(names[i], position(i + 1)))
                .toList();
    }

    private static Schema.WireNumber position(int number) {
        return new Schema.WireNumber(number, Schema.NumberSource.POSITION);
    }

    private static Schema.WireNumber locked(int number) {
        return new Schema.WireNumber(number, Schema.NumberSource.LOCK);
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
        return new Schema(
                "shop.Bakery", new Schema.Service("Bakery", false, List.of(bake, menu)), List.of(declarations));
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
                    Schema.WireNumber number = new Schema.WireNumber(i + 1, Schema.NumberSource.POSITION);
                    return new Schema.Field(number, words[0], Kind.parse(words[1]), false);
                })
                .toList();
    }
}

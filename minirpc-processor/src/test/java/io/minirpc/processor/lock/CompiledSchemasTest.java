package io.minirpc.processor.lock;

import static io.minirpc.processor.schema.Schema.NumberSource.ANNOTATION;
import static io.minirpc.processor.schema.Schema.NumberSource.POSITION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.processor.schema.Kind;
import io.minirpc.processor.schema.Schema;
import io.minirpc.processor.schema.SchemaText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledSchemasTest {
    @TempDir
    Path classes;

    private Path folder;

    @BeforeEach
    void createFolder() throws IOException {
        folder = Files.createDirectories(classes.resolve("META-INF/minirpc"));
    }

    @Test
    void schemasMakeOneContract() throws Exception {
        Schema.Method bake = new Schema.Method(
                "bake",
                new Schema.Parameters(List.of(field(1, POSITION, "pieces", "int32?"))),
                new Schema.Reply(Kind.parse("shop.Cake"), true, false),
                List.of(new Kind.Named("shop.SoldOut", List.of())),
                true);
        Schema.Method buy = new Schema.Method(
                "buy",
                new Schema.BareArgument(new Kind.Named("shop.Cake", List.of()), false),
                new Schema.Reply(new Kind.Nothing(), false, false),
                List.of(),
                false);
        write(new Schema(
                "shop.Bakery",
                new Schema.Service("Bakery", false, List.of(buy, bake)),
                List.of(
                        cake(Schema.Home.IMPORTED, field(1, POSITION, "stale", "string")),
                        new Schema.Failure(
                                type("shop.SoldOut"),
                                "Sold",
                                List.of("shop.Failed"),
                                List.of(field(3, ANNOTATION, "message", "string"))),
                        new Schema.Enumeration(
                                type("shop.Kind"),
                                Schema.Home.NESTED,
                                List.of(new Schema.Constant(
                                        new Schema.WireNumber(0, Schema.NumberSource.POSITION), "SWEET"))),
                        new Schema.OneOf(
                                type("shop.Shape<$1>"),
                                Schema.Home.NESTED,
                                List.of(new Schema.Leaf(
                                        new Schema.WireNumber(2, Schema.NumberSource.POSITION),
                                        "Round",
                                        type("shop.Round<$1>")))),
                        new Schema.Message(
                                type("lib.User"), Schema.Home.IMPORTED, List.of(field(4, POSITION, "id", "int64"))))));
        write(new Schema(
                "shop.Cake", null, List.of(cake(Schema.Home.OWNED, field(1, POSITION, "sizes", "list<int32?>")))));

        Contract contract = new CompiledSchemas().read(classes);
        assertThat(LockWriter.write(EvolutionTest.next(LockFile.EMPTY, contract)))
                .endsWith("""

                        service Bakery shop.Bakery
                          bake -> bare shop.Cake throws shop.SoldOut idempotent
                            1 pieces int32?
                          buy bare shop.Cake -> void

                        enum shop.Kind
                          0 SWEET

                        exception shop.SoldOut as Sold
                          3 message string

                        message lib.User imported
                          4 id int64

                        message shop.Cake
                          1 sizes list<int32>

                        oneof shop.Shape<$1>
                          2 Round shop.Round<$1>
                        """);
        assertThat(contract.type("shop.SoldOut"))
                .extracting(Contract.Type::supertypes)
                .isEqualTo(List.of("shop.Failed"));
        assertThat(contract.types().get(0).members().get(0).isForced())
                .as("the jar sets the numbers of %s", contract.types().get(0).name())
                .isTrue();
    }

    @Test
    void emptyOutputIsNoContract() throws IOException {
        assertThatThrownBy(() -> new CompiledSchemas().read(classes)).hasMessageContaining("there are no schemas");
        Files.delete(folder);
        assertThatThrownBy(() -> new CompiledSchemas().read(classes))
                .isInstanceOf(LockException.class)
                .hasMessageContaining("compile first");
    }

    @Test
    void damagedFileIsNamed() throws IOException {
        Files.writeString(folder.resolve("shop.Cake.json"), "{\n");
        assertThatThrownBy(() -> new CompiledSchemas().read(classes))
                .isInstanceOf(LockException.class)
                .hasMessageContaining("shop.Cake.json:2: ")
                .hasMessageContaining("compile again, from clean");
    }

    @Test
    void contradictingDescriptionsAreStale() throws IOException {
        write(new Schema("a.One", null, List.of(cake(Schema.Home.NESTED, field(1, POSITION, "a", "string")))));
        write(new Schema("b.Two", null, List.of(cake(Schema.Home.NESTED, field(2, POSITION, "a", "string")))));
        assertThatThrownBy(() -> new CompiledSchemas().read(classes))
                .isInstanceOf(LockException.class)
                .hasMessageContaining("shop.Cake is not as in ")
                .hasMessageContaining("a.One.json (expected: one description); compile again");
    }

    @Test
    void descriptionOfTheOwnerCountsWhereverItStands() throws Exception {
        write(new Schema("shop.Cake", null, List.of(cake(Schema.Home.OWNED, field(1, POSITION, "name", "string")))));
        write(new Schema("shop.Tea", null, List.of(cake(Schema.Home.IMPORTED, field(1, POSITION, "stale", "string")))));
        assertThat(new CompiledSchemas().read(classes).types())
                .singleElement()
                .satisfies(type -> assertThat(type.members().get(0).name()).isEqualTo("name"))
                .satisfies(type -> assertThat(type.isImported()).isFalse());
    }

    @Test
    void interfacesOfOneServiceMakeOneService() throws Exception {
        write(service("a.Async", method("buy", "int32")));
        write(service("b.Blocking", method("bake", "string"), method("buy", "int32")));
        Contract.Service bakery = new CompiledSchemas().read(classes).services().get(0);
        assertThat(bakery.type()).isEqualTo("b.Blocking");
        assertThat(bakery.methods()).extracting(Contract.Method::name).containsExactlyInAnyOrder("bake", "buy");
    }

    @Test
    void contradictingInterfacesOfOneServiceAreRefused() throws IOException {
        write(service("a.Async", method("buy", "int32")));
        write(service("b.Blocking", method("buy", "string")));
        assertThatThrownBy(() -> new CompiledSchemas().read(classes))
                .isInstanceOf(LockException.class)
                .hasMessageContaining("b.Blocking.json: the method Bakery.buy is not as in ")
                .hasMessageContaining("set @RpcInterface(name = …)");
    }

    private static Schema service(String type, Schema.Method... methods) {
        return new Schema(type, new Schema.Service("Bakery", false, List.of(methods)), List.of());
    }

    private static Schema.Method method(String name, String parameter) {
        Schema.Parameters parameters = new Schema.Parameters(List.of(field(1, POSITION, "a", parameter)));
        return new Schema.Method(
                name, parameters, new Schema.Reply(new Kind.Nothing(), false, false), List.of(), false);
    }

    private void write(Schema schema) throws IOException {
        Files.writeString(folder.resolve(schema.type() + ".json"), SchemaText.of(schema));
    }

    private static Schema.Message cake(Schema.Home home, Schema.Field... fields) {
        return new Schema.Message(type("shop.Cake"), home, List.of(fields));
    }

    private static Schema.Field field(int number, Schema.NumberSource source, String name, String kind) {
        return new Schema.Field(new Schema.WireNumber(number, source), name, Kind.parse(kind), false);
    }

    private static Kind.Named type(String text) {
        return (Kind.Named) Kind.parse(text);
    }
}

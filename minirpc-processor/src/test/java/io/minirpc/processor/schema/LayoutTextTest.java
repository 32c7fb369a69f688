package io.minirpc.processor.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTextTest {
    private static final Kind INT32 = new Kind.Scalar(ScalarKind.INT32);
    private static final Kind STRING = new Kind.Scalar(ScalarKind.STRING);
    private static final Schema.Reply NOTHING = new Schema.Reply(new Kind.Nothing(), false, false);

    private static Kind.Named named(String name, Kind... arguments) {
        return new Kind.Named("shop." + name, Arrays.asList(arguments));
    }

    private static Schema.WireNumber at(int number) {
        return new Schema.WireNumber(number, Schema.NumberSource.POSITION);
    }

    private static Schema.WireNumber forced(int number) {
        return new Schema.WireNumber(number, Schema.NumberSource.ANNOTATION);
    }

    private static Schema.Field field(int number, String name, Kind kind) {
        return new Schema.Field(at(number), name, kind, false);
    }

    private static Schema.Message message(String name, Schema.Field... fields) {
        return new Schema.Message(named(name), Schema.Home.NESTED, Arrays.asList(fields));
    }

    private static Schema.Method method(Schema.Arguments arguments, Schema.Reply reply, Kind.Named... throwing) {
        return new Schema.Method("method", arguments, reply, Arrays.asList(throwing), false);
    }

    private static Schema.Parameters parameters(Schema.Field... fields) {
        return new Schema.Parameters(Arrays.asList(fields));
    }

    /** The first vector of docs/protocol.md. */
    @Test
    void parametersAreFields() {
        Schema.Method add =
                method(parameters(field(1, "A", INT32), field(2, "B", INT32)), new Schema.Reply(INT32, false, false));
        assertThat(LayoutText.of(add, List.of())).isEqualTo("arguments\n1 int32 A\n2 int32 B\nreply int32\n");
        assertThat(LayoutText.hash(add, false, List.of())).isEqualTo("f6a4437dcbd755db");
    }

    /** The second vector. */
    @Test
    void methodWithoutNumbersHasALayout() {
        Schema.Method ping = method(parameters(), NOTHING);
        assertThat(LayoutText.of(ping, List.of())).isEqualTo("arguments\nreply void\n");
        assertThat(LayoutText.hash(ping, false, List.of())).isEqualTo("ab1674052684ac2d");
    }

    /** The third vector; types are declared in any order, and one that is not mentioned does not count. */
    @Test
    void typesAreCountedInTheOrderOfTheirMention() {
        Kind page = named("Page", named("Cake"));
        Schema.Method buy = method(
                new Schema.BareArgument(named("Order"), false), new Schema.Reply(page, true, false), named("SoldOut"));
        List<Schema.Declaration> declarations = List.of(
                new Schema.Enumeration(
                        named("Size"),
                        Schema.Home.NESTED,
                        List.of(new Schema.Constant(forced(5), "LARGE"), new Schema.Constant(at(0), "SMALL"))),
                message("Topping", field(1, "of", STRING)),
                message("Unused", field(1, "of", STRING)),
                new Schema.OneOf(
                        named("Wish"),
                        Schema.Home.NESTED,
                        List.of(
                                new Schema.Leaf(at(1), "Topping", named("Topping")),
                                new Schema.Leaf(at(2), "Size", named("Size")))),
                message("Cake", field(1, "name", STRING)),
                new Schema.Message(
                        named("Page", new Kind.Variable(1)),
                        Schema.Home.OWNED,
                        List.of(field(1, "items", new Kind.ListOf(new Kind.Variable(1))))),
                message(
                        "Order",
                        field(2, "pieces", new Kind.Optional(new Kind.Scalar(ScalarKind.INT32))),
                        field(1, "cake", STRING),
                        field(3, "wishes", new Kind.MapOf(STRING, new Kind.ListOf(named("Wish")))),
                        field(4, "then", named("Order"))),
                new Schema.Failure(named("SoldOut"), "SoldOut", List.of(), List.of(field(1, "message", STRING))));
        assertThat(LayoutText.of(buy, declarations)).isEqualTo("""
                arguments bare #0
                reply bare #1<#2>
                throws #3 SoldOut
                message #0
                1 string cake
                2 int32? pieces
                3 map<string,list<#4>> wishes
                4 #0 then
                message #1
                1 list<$1> items
                message #2
                1 string name
                message #3
                1 string message
                oneof #4
                1 #5 Topping
                2 #6 Size
                message #5
                1 string of
                enum #6
                0 SMALL
                5 LARGE
                """);
        assertThat(LayoutText.hash(buy, false, declarations)).isEqualTo("b104295b99a77b2b");
    }

    @Test
    void exceptionsGoByTheirNames() {
        Schema.Failure b = new Schema.Failure(named("First"), "b", List.of(), List.of());
        Schema.Failure a = new Schema.Failure(named("Second"), "a", List.of(), List.of());
        Schema.Method method = method(parameters(), NOTHING, named("First"), named("Second"));
        assertThat(LayoutText.of(method, List.of(b, a)))
                .isEqualTo("arguments\nreply void\nthrows #0 a\nthrows #1 b\nmessage #0\nmessage #1\n");
    }

    @Test
    void methodWhoseNumbersAreAllSetHasNoLayout() {
        Schema.Field fixed = new Schema.Field(forced(7), "cake", named("Cake"), false);
        Schema.Method method = method(parameters(fixed), NOTHING);
        Schema.Message whole = message("Cake", new Schema.Field(forced(1), "name", STRING, false));
        Schema.Message partly =
                message("Cake", new Schema.Field(forced(1), "name", STRING, false), field(2, "size", INT32));
        assertThat(LayoutText.hash(method, false, List.of(whole))).isNull();
        assertThat(LayoutText.hash(method, false, List.of(partly))).isNotNull();
        assertThat(LayoutText.hash(method, true, List.of(whole))).isNotNull();
    }
}

package io.minirpc.processor.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.processor.evolution.Declaration.Form;
import io.minirpc.processor.evolution.Type.Container;
import io.minirpc.processor.evolution.Type.Named;
import io.minirpc.processor.evolution.Type.Shape;
import io.minirpc.processor.evolution.Type.Single;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The judge of random edits, which has to see what the product does not do. */
class JudgeTest {
    private static final Type INT = Single.of(JavaScalar.INT);
    private static final Type INTEGER = Single.boxed(JavaScalar.INT);
    private static final Type STRING = Single.of(JavaScalar.STRING);
    private static final Type KIND = Named.of(1);
    private static final Type KINDS = Container.of(Shape.LIST, KIND);

    private final Version old = version("ALPHA", "BETA", "GAMMA");
    private final Version newer = version("GAMMA", "ALPHA");

    private static Version version(String... constants) {
        Version version = new Version(0);
        List<Member> members =
                Arrays.stream(constants).map(name -> Member.of(name, null)).toList();
        version.declarations.add(new Declaration(1, Form.ENUM, "Kind", "Kind", false, false, members));
        return version;
    }

    private List<String> faults(Type written, @Nullable Object sent, Type read, @Nullable Object arrived) {
        Judge judge = new Judge(old, newer);
        judge.reply(written, sent, read, arrived);
        return judge.faults();
    }

    @Test
    void equalValuesAreNoFault() {
        assertThat(faults(INT, 5, INT, 5)).isEmpty();
        assertThat(faults(INT, 5, Single.of(JavaScalar.LONG), 5L)).isEmpty();
        assertThat(faults(INTEGER, null, INTEGER, null)).isEmpty();
        assertThat(faults(KIND, "GAMMA", KIND, "GAMMA")).isEmpty();
    }

    @Test
    void otherValuesAreFaults() {
        assertThat(faults(INT, 5, INT, 6)).containsExactly("reply: sent 5, arrived 6");
        assertThat(faults(INT, 5, INT, 0)).hasSize(1);
        assertThat(faults(STRING, "abcd", Single.of(JavaScalar.BYTES), "bytes 69b71d"))
                .hasSize(1);
        assertThat(faults(KIND, "GAMMA", KIND, "ALPHA")).hasSize(1);
    }

    @Test
    void zeroAndNullAreNotTheSameWhereBothAreValues() {
        assertThat(faults(INT, 0, INTEGER, null)).hasSize(1);
        assertThat(faults(INTEGER, null, INTEGER, 0)).hasSize(1);
        assertThat(faults(STRING, null, STRING, "")).hasSize(1);
        assertThat(faults(INTEGER, null, INT, 0)).isEmpty();
    }

    @Test
    void unknownConstantsAreNullAndLeftOutOfLists() {
        assertThat(faults(KIND, "BETA", KIND, null)).isEmpty();
        assertThat(faults(KIND, "BETA", KIND, "GAMMA")).hasSize(1);
        assertThat(faults(KINDS, List.of("ALPHA", "BETA"), KINDS, List.of("ALPHA")))
                .isEmpty();
        assertThat(faults(KINDS, List.of("ALPHA", "BETA"), KINDS, List.of("ALPHA", "GAMMA")))
                .hasSize(1);
        assertThat(faults(KINDS, List.of("ALPHA", "GAMMA"), KINDS, List.of("ALPHA")))
                .hasSize(1);
    }

    @Test
    void parametersOfOneSideAreAbsentOnTheOther() {
        Operation written = operation(Member.of("alpha", INT), Member.of("beta", INT));
        Operation read = operation(Member.of("beta", INT), Member.of("gamma", INT));
        assertThat(faults(written, Map.of("alpha", 1, "beta", 2), read, Map.of("beta", 2, "gamma", 0)))
                .isEmpty();
        assertThat(faults(written, Map.of("alpha", 1, "beta", 2), read, Map.of("beta", 1, "gamma", 2)))
                .containsExactly("arguments.beta: sent 2, arrived 1", "arguments.gamma: sent nothing, arrived 2");
    }

    private List<String> faults(Operation written, Object sent, Operation read, Object arrived) {
        Judge judge = new Judge(old, newer);
        judge.arguments(written, read, sent, arrived);
        return judge.faults();
    }

    private static Operation operation(Member... parameters) {
        return new Operation("bake", "bake", List.of(parameters), null, List.of(), false);
    }
}

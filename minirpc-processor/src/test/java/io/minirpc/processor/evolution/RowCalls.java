package io.minirpc.processor.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.Channel;
import io.minirpc.MethodDescriptor;
import io.minirpc.client.WireFormat;
import io.minirpc.codec.Codecs;
import io.minirpc.internal.Internals;
import io.minirpc.server.ServiceBinding;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What calls between two builds of rows came to, in each format and with each version as the client. */
final class RowCalls {
    private final ClassLoader first;
    private final ClassLoader second;
    private final Map<String, List<String>> outcomes = new HashMap<>();

    private RowCalls(ClassLoader first, ClassLoader second) {
        this.first = first;
        this.second = second;
    }

    static RowCalls between(Build first, Build second, List<Row> rows) throws ReflectiveOperationException {
        RowCalls calls = new RowCalls(first.loader(), second.loader());
        List<Class<?>> old = new ArrayList<>();
        List<Class<?>> now = new ArrayList<>();
        for (Row row : rows) {
            old.add(probe(calls.first, row.first()));
            now.add(probe(calls.second, row.second()));
        }
        for (WireFormat format : WireFormat.values()) {
            calls.add("old client, " + format, rows, call(old, now, format));
            calls.add("new client, " + format, rows, call(now, old, format));
        }
        return calls;
    }

    private static Class<?> probe(ClassLoader loader, RowVersion version) throws ClassNotFoundException {
        return loader.loadClass(version.packageName() + ".Probe");
    }

    private static List<List<String>> call(List<Class<?>> clients, List<Class<?>> servers, WireFormat format)
            throws ReflectiveOperationException {
        List<ServiceBinding> bindings = new ArrayList<>();
        for (Class<?> server : servers) {
            bindings.add((ServiceBinding) server.getMethod("bind").invoke(null));
        }
        return TwoVersions.call(
                bindings,
                format,
                channel -> clients.stream().map(client -> call(client, channel)).toList());
    }

    private static List<String> call(Class<?> client, Channel channel) {
        List<String> texts = new ArrayList<>();
        try {
            List<?> calls = (List<?>) client.getMethod("calls", Channel.class).invoke(null, channel);
            calls.forEach(call -> texts.add(Outcome.of((Callable<?>) call)));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(client.getName(), e);
        }
        return texts;
    }

    private void add(String side, List<Row> rows, List<List<String>> texts) {
        for (int i = 0; i < rows.size(); i++) {
            outcomes.put(rows.get(i).id() + ", " + side, texts.get(i));
        }
    }

    /** Checks that what arrived is what the row says. */
    void check(Row row) {
        for (WireFormat format : WireFormat.values()) {
            check(row, "old client, " + format, expected(row.first(), row.second()));
            check(row, "new client, " + format, expected(row.second(), row.first()));
        }
    }

    private static List<Outcome> expected(RowVersion client, RowVersion server) {
        List<Outcome> expected = new ArrayList<>();
        client.steps().forEach(step -> expected.add(step.outcome()));
        server.samples().forEach(sample -> expected.add(sample.outcome()));
        return expected;
    }

    private void check(Row row, String side, List<Outcome> expected) {
        List<String> actual = outcomes.get(row.id() + ", " + side);
        List<String> resolved = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            resolved.add(expected.get(i).resolve(actual.get(i)));
        }
        assertThat(String.join("\n", actual)).as("%s", side).isEqualTo(String.join("\n", resolved));
    }

    /** Returns the methods with arguments whose ids depend on their layouts. Without numbers, they all do. */
    Set<String> methodsByLayout(Row row) throws ReflectiveOperationException {
        return methods(row, method -> Internals.get().hasLayout(method) && method.arguments() != Codecs.NOTHING);
    }

    /** Returns all methods of both versions. */
    Set<String> methods(Row row) throws ReflectiveOperationException {
        return methods(row, method -> true);
    }

    private Set<String> methods(Row row, Predicate<MethodDescriptor<?, ?>> filter) throws ReflectiveOperationException {
        Set<String> names = new TreeSet<>();
        methods(first, row.first()).filter(filter).forEach(method -> names.add("old " + method));
        methods(second, row.second()).filter(filter).forEach(method -> names.add("new " + method));
        return names;
    }

    private static Stream<MethodDescriptor<?, ?>> methods(ClassLoader loader, RowVersion version)
            throws ReflectiveOperationException {
        List<MethodDescriptor<?, ?>> methods = new ArrayList<>();
        Class<?> type = loader.loadClass(version.packageName() + "." + version.shop() + "Methods");
        for (Field field : type.getDeclaredFields()) {
            field.setAccessible(true);
            if (field.get(null) instanceof MethodDescriptor<?, ?> method) {
                methods.add(method);
            }
        }
        return methods.stream();
    }
}

package io.minirpc.processor.evolution;

import java.util.ArrayList;
import java.util.List;

/** Writes the sources of one version of a row: the interface, and a probe that serves and calls it. */
final class RowSources {
    private static final String IMPORTS = """
            import io.minirpc.annotation.*;
            import java.math.*;
            import java.net.URI;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            """;

    /** The annotations of a method, which belong on the interface only. */
    private static final String ANNOTATIONS = "^(@\\w+(\\([^)]*\\))?\\s+)+";

    private final Row row;
    private final RowVersion version;
    private final RowVersion other;

    private RowSources(Row row, RowVersion version, RowVersion other) {
        this.row = row;
        this.version = version;
        this.other = other;
    }

    static List<Source> before(Row row) {
        RowVersion before = row.before();
        return before == null ? List.of() : new RowSources(row, before, row.second()).write();
    }

    static List<Source> first(Row row) {
        return new RowSources(row, row.first(), row.second()).write();
    }

    static List<Source> second(Row row) {
        return new RowSources(row, row.second(), row.first()).write();
    }

    private List<Source> write() {
        return List.of(
                new Source(version.packageName() + "." + version.shop(), shop()),
                new Source(version.packageName() + ".Probe", probe()));
    }

    private String shop() {
        List<String> lines = new ArrayList<>();
        lines.add(version.header() + " {");
        version.served()
                .forEach(method ->
                        lines.add(method.substring(0, method.indexOf('{')).strip() + ";"));
        if (row.hasSamples()) {
            lines.add("String show(Order order);");
            lines.add("Order make(int index);");
        }
        lines.addAll(version.members());
        lines.add("}");
        lines.addAll(version.neighbours());
        return file(lines);
    }

    private String probe() {
        List<String> lines = new ArrayList<>();
        String shop = version.shop();
        lines.add("public abstract class Probe implements " + shop + " {");
        lines.add("interface Action { void run() throws Exception; }");
        lines.add("static Callable<?> of(Callable<?> call) { return call; }");
        lines.add("static Callable<?> of(Action call) { return () -> { call.run(); return \"done\"; }; }");
        lines.add("public static io.minirpc.server.ServiceBinding bind() { return " + shop
                + "Skeleton.bind(new Server()); }");
        lines.add("public static List<Callable<?>> calls(io.minirpc.Channel channel) {");
        lines.add(shop + " shop = new " + shop + "Stub(channel);");
        lines.add("return List.of(" + String.join(",\n", calls()) + "); }");
        lines.add("private static final class Server implements " + shop + " {");
        version.served().forEach(method -> lines.add("@Override public " + method.replaceFirst(ANNOTATIONS, "")));
        version.inherited().forEach(method -> lines.add("@Override " + method));
        if (row.hasSamples()) {
            lines.add("@Override public String show(Order order) { return String.valueOf(order); }");
            lines.add("@Override public Order make(int index) { return " + samples() + "; }");
        }
        lines.add("} }");
        return file(lines);
    }

    private List<String> calls() {
        List<String> calls = new ArrayList<>();
        for (RowVersion.Step step : version.steps()) {
            if (step instanceof RowVersion.Sample sample) {
                calls.add("of(() -> shop.show(" + sample.expression() + "))");
            } else if (step instanceof RowVersion.Call call) {
                calls.add("of(() -> shop." + call.expression() + ")");
            }
        }
        for (int i = 0; i < other.samples().size(); i++) {
            calls.add("of(() -> shop.make(" + i + "))");
        }
        return calls;
    }

    private String samples() {
        StringBuilder text = new StringBuilder();
        List<RowVersion.Sample> samples = version.samples();
        for (int i = 0; i < samples.size(); i++) {
            text.append("index == ")
                    .append(i)
                    .append(" ? ")
                    .append(samples.get(i).expression())
                    .append(" : ");
        }
        return text.append("null").toString();
    }

    private String file(List<String> lines) {
        return "package " + version.packageName() + ";\n" + IMPORTS + String.join("\n", lines) + "\n";
    }
}

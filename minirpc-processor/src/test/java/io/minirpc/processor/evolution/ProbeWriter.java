package io.minirpc.processor.evolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The source of the {@link Peer} of one version. */
final class ProbeWriter {
    private static final String HERE = "io.minirpc.processor.evolution.";

    private final Version version;
    private final TypeNames names;
    private final SourceWriter sources;
    private final Values full;
    private final Values sparse;
    private final StringBuilder text = new StringBuilder();

    ProbeWriter(Version version, Random random) {
        this.version = version;
        this.names = new TypeNames(version);
        this.sources = new SourceWriter(version);
        this.full = new Values(version, random, false);
        this.sparse = new Values(version, random, true);
    }

    Source write() {
        line("package " + version.packageName() + ";");
        line("public final class Probe implements " + HERE + "Peer {");
        bind();
        method("call", "io.minirpc.Channel channel, String method, int arguments", " throws Exception", this::call);
        method("arguments", "String method, int arguments", "", this::arguments);
        method("answer", "String method, int answer", "", this::answer);
        version.operations.forEach(this::values);
        line("}");
        return new Source(version.packageName() + ".Probe", text.toString());
    }

    private void bind() {
        String service = version.service();
        line("public io.minirpc.server.ServiceBinding bind(java.util.function.Consumer<Object> received,"
                + " java.util.function.IntSupplier answer) {");
        line("return " + service + "Skeleton.bind(new " + service + "() {");
        for (Operation operation : version.operations) {
            line("public " + sources.result(operation) + " " + operation.name()
                    + sources.parameters(operation.parameters(), false) + sources.throwing(operation) + " {");
            line("received.accept(" + plainArguments(operation) + ");");
            String answer = operation.name() + "Answer(answer.getAsInt())";
            boolean isVoid = operation.reply() == null && !operation.isAsynchronous();
            line((isVoid ? "" : "return ")
                    + (operation.isAsynchronous() ? HERE + "Peer.future(() -> " + answer + ")" : answer) + ";");
            line("}");
        }
        line("});");
        line("}");
    }

    private String plainArguments(Operation operation) {
        return version.bareArgument(operation) != null
                ? HERE + "Plain.of(" + operation.parameters().get(0).name() + ")"
                : HERE + "Plain.message(" + SourceWriter.fields(operation.parameters()) + ")";
    }

    private void method(String name, String parameters, String throwing, Consumer<Operation> body) {
        line("public Object " + name + "(" + parameters + ")" + throwing + " {");
        line("switch (method) {");
        for (Operation operation : version.operations) {
            line("case \"" + operation.wire() + "\": {");
            body.accept(operation);
            line("}");
        }
        line("default: throw new IllegalArgumentException(method);");
        line("}");
        line("}");
    }

    private void call(Operation operation) {
        String call = "new " + version.service() + "Stub(channel)." + operation.name()
                + IntStream.range(0, operation.parameters().size())
                        .mapToObj(i -> argument(operation, i))
                        .collect(Collectors.joining(", ", "(", ")"));
        if (operation.isAsynchronous()) {
            line("return " + HERE + "Plain.of(" + HERE + "Peer.await(" + call + "));");
        } else if (operation.reply() == null) {
            line(call + ";");
            line("return null;");
        } else {
            line("return " + HERE + "Plain.of(" + call + ");");
        }
    }

    private void arguments(Operation operation) {
        if (version.bareArgument(operation) != null) {
            line("return " + HERE + "Plain.of(" + argument(operation, 0) + ");");
            return;
        }
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < operation.parameters().size(); i++) {
            pairs.add("\"" + operation.parameters().get(i).wire() + "\"");
            pairs.add(argument(operation, i));
        }
        line("return " + HERE + "Plain.message(" + String.join(", ", pairs) + ");");
    }

    private static String argument(Operation operation, int parameter) {
        return operation.name() + parameter + "(arguments)";
    }

    private void answer(Operation operation) {
        line("return " + HERE + "Peer.plain(() -> "
                + (operation.reply() == null && !operation.isAsynchronous()
                        ? "{ " + operation.name() + "Answer(answer); return null; }"
                        : operation.name() + "Answer(answer)")
                + ");");
    }

    private void values(Operation operation) {
        for (int i = 0; i < operation.parameters().size(); i++) {
            Type type = Objects.requireNonNull(operation.parameters().get(i).type());
            line("static " + names.of(type) + " " + operation.name() + i + "(int arguments) {");
            line("if (arguments != " + Peer.SPARSE + ") { return " + full.value(type) + "; }");
            line("return " + sparse.value(type) + ";");
            line("}");
        }
        Type reply = operation.reply();
        String result = reply != null ? names.of(reply) : operation.isAsynchronous() ? "Void" : "void";
        line("static " + result + " " + operation.name() + "Answer(int answer)" + sources.throwing(operation) + " {");
        for (int i = 0; i < operation.thrown().size(); i++) {
            String thrown = full.present(Type.Named.of(operation.thrown().get(i)));
            line("if (answer == " + (Peer.THROWN + i) + ") { throw " + thrown + "; }");
        }
        if (reply != null) {
            line("if (answer != " + Peer.SPARSE + ") { return " + full.value(reply) + "; }");
            line("return " + sparse.value(reply) + ";");
        } else if (operation.isAsynchronous()) {
            line("return null;");
        }
        line("}");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}

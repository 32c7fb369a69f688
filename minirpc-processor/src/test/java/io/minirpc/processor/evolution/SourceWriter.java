package io.minirpc.processor.evolution;

import io.minirpc.processor.evolution.Declaration.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The Java sources of one version: its types and its service. */
final class SourceWriter {
    private static final String PLAIN = "io.minirpc.processor.evolution.Plain";
    private static final String ANNOTATIONS = "@io.minirpc.annotation.";

    private final Version version;
    private final TypeNames names;

    SourceWriter(Version version) {
        this.version = version;
        this.names = new TypeNames(version);
    }

    List<Source> write() {
        List<Source> sources = new ArrayList<>();
        for (Declaration declaration : version.declarations) {
            boolean isNested = declaration.form() == Form.LEAF
                    && version.sealedOf(declaration.id()).form() == Form.SEALED;
            if (!isNested) {
                String text = "package " + names.packageOf(declaration) + ";\n\n" + type(declaration);
                sources.add(new Source(names.of(declaration), text));
            }
        }
        sources.add(new Source(version.packageName() + "." + version.service(), service()));
        return sources;
    }

    private String type(Declaration declaration) {
        return (declaration.isOwned() ? ANNOTATIONS + "RpcMessage\n" : "")
                + switch (declaration.form()) {
                    case RECORD -> record(declaration, "");
                    case GENERIC -> record(declaration, "<T>");
                    case LEAF -> leaf(declaration);
                    case BEAN -> bean(declaration);
                    case ENUM -> enumeration(declaration);
                    case SEALED, OPEN_SEALED -> sealed(declaration);
                    case EXCEPTION -> exception(declaration);
                };
    }

    private String record(Declaration declaration, String variable) {
        return recordHead(declaration, variable) + " implements " + PLAIN + " {\n" + plain(fields(declaration)) + "}\n";
    }

    private String recordHead(Declaration declaration, String variable) {
        return "public record " + names.simple(declaration) + variable + parameters(declaration.members(), true);
    }

    private String leaf(Declaration declaration) {
        Member leaf = names.leaf(declaration);
        String sealed = names.of(version.sealedOf(declaration.id()));
        return onLine(annotation(leaf)) + recordHead(declaration, "") + " implements " + sealed + ", " + PLAIN + " {\n"
                + plain(nested(leaf.wire(), declaration)) + "}\n";
    }

    private String bean(Declaration bean) {
        return "public class " + bean.name() + " implements " + PLAIN + " {\n"
                + each(bean, member -> "    " + onField(member) + "private " + declared(member) + ";\n")
                + "    public " + bean.name() + "() {}\n"
                + (bean.members().isEmpty() ? "" : constructor(bean))
                + each(bean, this::getter)
                + each(
                        bean,
                        member -> "    public void set" + upper(member) + "(" + declared(member) + ") { this."
                                + member.name() + " = " + member.name() + "; }\n")
                + plain(fields(bean)) + "}\n";
    }

    private String exception(Declaration exception) {
        String name = exception.wire().equals(exception.name())
                ? ""
                : ANNOTATIONS + "RpcField(name = \"" + exception.wire() + "\")\n";
        return name + "public class " + exception.name() + " extends Exception implements " + PLAIN + " {\n"
                + each(exception, member -> "    " + onField(member) + "private final " + declared(member) + ";\n")
                + constructor(exception)
                + each(exception, this::getter)
                + plain(nested(exception.wire(), exception)) + "}\n";
    }

    private String constructor(Declaration declaration) {
        return "    public " + declaration.name() + parameters(declaration.members(), false) + " {\n"
                + each(declaration, member -> "        this." + member.name() + " = " + member.name() + ";\n")
                + "    }\n";
    }

    private String getter(Member member) {
        return "    public " + type(member) + " get" + upper(member) + "() { return " + member.name() + "; }\n";
    }

    private static String enumeration(Declaration enumeration) {
        String constants = enumeration.members().stream()
                .map(constant ->
                        "    " + spaced(annotation(constant)) + constant.name() + "(\"" + constant.wire() + "\")")
                .collect(Collectors.joining(",\n"));
        return "public enum " + enumeration.name() + " implements " + PLAIN + " {\n" + constants + ";\n"
                + "    private final String wire;\n"
                + "    " + enumeration.name() + "(String wire) { this.wire = wire; }\n"
                + plain("wire") + "}\n";
    }

    private String sealed(Declaration sealed) {
        List<Declaration> leaves = sealed.members().stream()
                .map(member -> version.declaration(((Type.Named) Objects.requireNonNull(member.type())).id()))
                .toList();
        String head = "public sealed interface " + sealed.name();
        return sealed.form() == Form.SEALED
                ? head + " {\n" + leaves.stream().map(this::type).collect(Collectors.joining()) + "}\n"
                : head + leaves.stream().map(names::of).collect(Collectors.joining(", ", " permits ", " {}\n"));
    }

    private String service() {
        StringBuilder text = new StringBuilder("package " + version.packageName() + ";\n\n" + ANNOTATIONS
                + "RpcInterface\npublic interface " + version.service() + " {\n");
        for (Operation operation : version.operations) {
            boolean isRenamed = !operation.wire().equals(operation.name());
            text.append(isRenamed ? "    " + ANNOTATIONS + "RpcMethod(name = \"" + operation.wire() + "\")\n" : "")
                    .append("    ")
                    .append(result(operation))
                    .append(' ')
                    .append(operation.name())
                    .append(parameters(operation.parameters(), version.bareArgument(operation) == null))
                    .append(throwing(operation))
                    .append(";\n");
        }
        return text.append("}\n").toString();
    }

    String result(Operation operation) {
        Type reply = operation.reply();
        if (operation.isAsynchronous()) {
            return "java.util.concurrent.CompletableFuture<" + (reply == null ? "Void" : names.boxed(reply)) + ">";
        }
        return reply == null ? "void" : names.of(reply);
    }

    String throwing(Operation operation) {
        return operation.thrown().isEmpty()
                ? ""
                : operation.thrown().stream()
                        .map(id -> names.of(version.declaration(id)))
                        .collect(Collectors.joining(", ", " throws ", ""));
    }

    String parameters(List<Member> members, boolean isAnnotated) {
        return members.stream()
                .map(member -> (isAnnotated ? spaced(annotation(member)) : "") + declared(member))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private String declared(Member member) {
        return type(member) + " " + member.name();
    }

    private String type(Member member) {
        return names.of(Objects.requireNonNull(member.type()));
    }

    /** Returns the arguments of {@link Plain#message}. */
    static String fields(List<Member> members) {
        return members.stream()
                .map(member -> "\"" + member.wire() + "\", " + member.name())
                .collect(Collectors.joining(", "));
    }

    private static String fields(Declaration declaration) {
        return PLAIN + ".message(" + fields(declaration.members()) + ")";
    }

    private static String nested(String wire, Declaration declaration) {
        return PLAIN + ".message(\"" + wire + "\", " + fields(declaration) + ")";
    }

    private static String plain(String expression) {
        return "    public Object plain() { return " + expression + "; }\n";
    }

    private static String each(Declaration declaration, Function<Member, String> text) {
        return declaration.members().stream().map(text).collect(Collectors.joining());
    }

    private static String onField(Member member) {
        return spaced(annotation(member));
    }

    private static String spaced(String annotation) {
        return annotation.isEmpty() ? "" : annotation + " ";
    }

    private static String onLine(String annotation) {
        return annotation.isEmpty() ? "" : annotation + "\n";
    }

    private static String annotation(Member member) {
        List<String> settings = new ArrayList<>();
        if (!member.wire().equals(member.name())) {
            settings.add("name = \"" + member.wire() + "\"");
        }
        if (member.number() != 0) {
            settings.add("number = " + member.number());
        }
        if (!member.encoding().isEmpty()) {
            settings.add("encoding = io.minirpc.annotation.RpcField.Encoding." + member.encoding());
        }
        return settings.isEmpty() ? "" : ANNOTATIONS + "RpcField(" + String.join(", ", settings) + ")";
    }

    private static String upper(Member member) {
        return member.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + member.name().substring(1);
    }
}

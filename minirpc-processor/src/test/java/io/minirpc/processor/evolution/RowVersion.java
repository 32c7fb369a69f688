package io.minirpc.processor.evolution;

import java.util.ArrayList;
import java.util.List;

/** One version of a row's interface, as the table declares it. */
final class RowVersion {
    /** What a client of the version does. */
    sealed interface Step {
        /** Returns the text of what arrives at the other version, or of the failure. */
        Outcome outcome();
    }

    /** An expression whose value travels as an argument and as a reply. */
    record Sample(String expression, Outcome outcome) implements Step {}

    /** A call of a method, and what its client gets. */
    record Call(String expression, Outcome outcome) implements Step {}

    private final String id;
    private final List<String> members = new ArrayList<>();
    private final List<String> neighbours = new ArrayList<>();
    private final List<String> served = new ArrayList<>();
    private final List<String> inherited = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private String header;
    private String subpackage = "";

    RowVersion(String id) {
        this.id = id;
        header = "@RpcInterface(name = \"" + id + "\") public interface Shop";
    }

    /** Adds a line of the table, without the name of the version. */
    void add(String line) {
        String word = line.split("\\s", 2)[0];
        String rest = line.substring(word.length()).strip();
        switch (word) {
            case "sends" -> steps.add(new Sample(left(rest), right(rest)));
            case "calls" -> steps.add(new Call(left(rest), right(rest)));
            case "serves" -> served.add(rest);
            case "implements" -> inherited.add(rest);
            case "beside" -> neighbours.add(rest);
            case "package" -> subpackage = "." + rest;
            case "shop" -> header = rest.startsWith("@") ? rest : "@RpcInterface(name = \"" + id + "\") " + rest;
            default -> members.add(line);
        }
    }

    private static String left(String step) {
        return step.substring(0, step.lastIndexOf(" => "));
    }

    private static Outcome right(String step) {
        return new Outcome(step.substring(step.lastIndexOf(" => ") + 4));
    }

    String packageName() {
        return "rows." + id + subpackage;
    }

    /** Returns the header of the interface. */
    String header() {
        return header;
    }

    /** Returns the simple name of the interface. */
    String shop() {
        return header.replaceFirst("(?s).*\\binterface (\\w+).*", "$1");
    }

    /** Returns what is declared inside of the interface. */
    List<String> members() {
        return members;
    }

    /** Returns what is declared beside the interface. */
    List<String> neighbours() {
        return neighbours;
    }

    /** Returns the methods with their bodies. */
    List<String> served() {
        return served;
    }

    /** Returns methods that a superinterface declares, with their bodies. */
    List<String> inherited() {
        return inherited;
    }

    List<Step> steps() {
        return steps;
    }

    List<Sample> samples() {
        return steps.stream()
                .filter(Sample.class::isInstance)
                .map(Sample.class::cast)
                .toList();
    }
}

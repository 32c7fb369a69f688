package io.minirpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between the packages of the runtime, and between the classes of its two sides. */
class LayersTest {
    private static final String ROOT = "io.minirpc";

    /** The packages that each package may know, without the common prefix; the root is "". */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("codec", Set.of()),
            Map.entry("tls", Set.of()),
            Map.entry("", Set.of("codec", "internal")),
            Map.entry("internal", Set.of("", "codec")),
            Map.entry("internal.transport", Set.of("codec", "internal", "tls")),
            Map.entry("internal.envelope", Set.of("", "codec", "internal", "internal.transport")),
            Map.entry("discovery", Set.of("internal", "discovery.internal")),
            Map.entry("discovery.internal", Set.of()),
            Map.entry("balancer", Set.of("discovery")),
            Map.entry("filter", Set.of("", "internal", "codec")), // LoggingFilter prints values by their codecs
            Map.entry("filter.auth", Set.of("", "internal", "filter")),
            Map.entry("filter.breaker", Set.of("", "internal", "filter")),
            Map.entry("filter.limit", Set.of("", "internal", "filter")),
            Map.entry("filter.retry", Set.of("", "internal", "filter")),
            Map.entry(
                    "client",
                    Set.of(
                            "",
                            "balancer",
                            "codec",
                            "discovery",
                            "internal",
                            "internal.envelope",
                            "internal.transport",
                            "tls")),
            Map.entry(
                    "server",
                    Set.of("", "codec", "discovery", "internal", "internal.envelope", "internal.transport", "tls")));

    /** The cycles of more than two classes that stay in a package, with the reasons. */
    private static final Map<String, Set<Set<String>>> CYCLES = Map.of(
            "client",
            Set.of(
                    // What users see: a client makes views and builders, and those lead back to it.
                    Set.of("RpcClient", "RpcClientBuilder", "ClientView"),
                    // A call and the two interfaces through which it is cancelled and goes elsewhere.
                    Set.of("PendingCall", "CallOwner", "CallRoute")),
            // Two pairs: RpcServer and RpcServerBuilder, since each makes the other for users, and BoundMethod and
            // ServerCall, since a call runs its method, which decodes its arguments and answers it.
            "server",
            Set.of());

    private static final JavaClasses CLASSES = ArchConfiguration.withThreadLocalScope(settings -> {
        settings.setResolveMissingDependenciesFromClassPath(false); // the names of other classes will do
        return new ClassFileImporter()
                .importUrl(MethodDescriptor.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
    });

    @Test
    void packagesKnowOnlyThoseBelow() {
        Set<String> others = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String from = shortName(type);
            assertThat(ARROWS).containsKey(from);
            knownTo(type)
                    .filter(to ->
                            !shortName(to).equals(from) && !ARROWS.get(from).contains(shortName(to)))
                    .forEach(to -> others.add(type.getName() + " -> " + to.getName()));
        }
        assertThat(others).isEmpty();
    }

    static Stream<String> sides() {
        return CYCLES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("sides")
    void classesFormNoCyclesButThoseNamed(String side) {
        Map<String, Set<String>> graph = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            if (shortName(type).equals(side)) {
                Set<String> known = graph.computeIfAbsent(outermost(type), name -> new TreeSet<>());
                knownTo(type).filter(to -> shortName(to).equals(side)).forEach(to -> known.add(outermost(to)));
            }
        }
        assertThat(graph).hasSizeGreaterThan(20);
        assertThat(cycles(graph)).filteredOn(cycle -> cycle.size() > 2).hasSameElementsAs(CYCLES.get(side));
    }

    @Test
    void cyclesAreFound() {
        Map<String, Set<String>> graph = Map.of(
                "a", Set.of("b"),
                "b", Set.of("c"),
                "c", Set.of("a", "d"),
                "d", Set.of("e"),
                "e", Set.of("d"),
                "f", Set.of("a", "f"));
        assertThat(cycles(graph)).containsExactlyInAnyOrder(Set.of("a", "b", "c"), Set.of("d", "e"));
    }

    private static Stream<JavaClass> knownTo(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .filter(to ->
                        to.getPackageName().equals(ROOT) || to.getPackageName().startsWith(ROOT + "."));
    }

    private static String shortName(JavaClass type) {
        return type.getPackageName().equals(ROOT) ? "" : type.getPackageName().substring(ROOT.length() + 1);
    }

    /** Returns the name of the class that a nested class is part of, without its package. */
    private static String outermost(JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** Returns the sets of classes that all lead to each other. */
    private static Set<Set<String>> cycles(Map<String, Set<String>> graph) {
        Map<String, Set<String>> reached = new TreeMap<>();
        graph.keySet().forEach(name -> reached.put(name, reachedFrom(name, graph)));
        Set<Set<String>> cycles = new HashSet<>();
        reached.forEach((name, names) -> {
            Set<String> cycle = new TreeSet<>(List.of(name));
            names.stream().filter(other -> reached.get(other).contains(name)).forEach(cycle::add);
            if (cycle.size() > 1) {
                cycles.add(cycle);
            }
        });
        return cycles;
    }

    private static Set<String> reachedFrom(String start, Map<String, Set<String>> graph) {
        Set<String> reached = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(graph.get(start));
        while (!next.isEmpty()) {
            String name = next.pop();
            if (reached.add(name)) {
                next.addAll(graph.get(name));
            }
        }
        return reached;
    }
}

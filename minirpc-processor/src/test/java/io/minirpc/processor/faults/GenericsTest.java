package io.minirpc.processor.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Type arguments that a codec can't take from a field: fixed by a leaf, of enums, inferred, or of many instances. */
class GenericsTest {
    private static final String[] FIXED = {"""
        package app;
        @io.minirpc.annotation.RpcMessage
        public sealed interface Expr<T> {
            record Num(int value) implements Expr<Integer> {}
            record Bool(boolean value) implements Expr<Boolean> {}
            record If<T>(Expr<Boolean> test, Expr<T> then, Expr<T> other) implements Expr<T> {}
        }
        """, """
        package app;
        import java.util.*;
        @io.minirpc.annotation.RpcMessage
        public sealed interface Either<L, R> {
            record Left<L>(L value) implements Either<L, String> {}
            record Right<R>(List<R> values) implements Either<Void, R> {}
            record Same<A>(A value) implements Either<A, A> {}
            record Both<L, R>(L left, R right) implements Either<L, R> {}
        }
        """, """
        package app;
        public sealed interface Plain<T> {
            record Text(String text) implements Plain<String> {}
            record Number(int number) implements Plain<Integer> {}
            record Pair<T>(Plain<T> one, Plain<String> two) implements Plain<T> {}
        }
        """, """
        package app;
        @io.minirpc.annotation.RpcInterface
        public interface Svc {
            Expr<Integer> eval(Expr<Integer> e);
            Either<Integer, String> either(Either<Integer, String> either);
            Either<Void, Long> right(Either<Void, Long> either);
            Either<Long, Long> same(Either<Long, Long> either);
            Plain<Integer> plain(Plain<Integer> plain);
        }
        """, Program.run("app", """
            Svc svc = new SvcStub(serve.apply(SvcSkeleton.bind(new Svc() {
                @Override public Expr<Integer> eval(Expr<Integer> e) { return e; }
                @Override public Either<Integer, String> either(Either<Integer, String> e) { return e; }
                @Override public Either<Void, Long> right(Either<Void, Long> e) { return e; }
                @Override public Either<Long, Long> same(Either<Long, Long> e) { return e; }
                @Override public Plain<Integer> plain(Plain<Integer> p) { return p; }
            })));
            Expr<Integer> expr = new Expr.If<>(new Expr.Bool(true), new Expr.Num(3), new Expr.Num(4));
            Either<Integer, String> left = new Either.Left<>(5);
            Either<Integer, String> both = new Either.Both<>(5, "x");
            Either<Void, Long> right = new Either.Right<>(List.of(6L));
            Either<Long, Long> same = new Either.Same<>(7L);
            Plain<Integer> plain = new Plain.Pair<>(new Plain.Number(8), new Plain.Text("t"));
            return new Object[] {
                expr, svc.eval(expr),
                left, svc.either(left),
                both, svc.either(both),
                right, svc.right(right),
                same, svc.same(same),
                plain, svc.plain(plain),
                "If[test=Bool[value=true], then=Num[value=3], other=Num[value=4]]",
                    io.minirpc.codec.TextPrinter.print(new ExprCodec<>(io.minirpc.codec.Codecs.INT32), expr)
            };
            """)};

    private static final String[] ENUMS = {
        """
        package app;
        import java.util.*;
        @io.minirpc.annotation.RpcMessage
        public record Crit<E extends Enum<E>>(EnumSet<E> in, EnumMap<E, Integer> w, TreeMap<E, String> t) {}
        """,
        """
        package app;
        import java.util.*;
        public record Outer<F extends Enum<F>, V>(List<EnumSet<F>> sets, Map<String, EnumMap<F, V>> maps, Crit<F> crit) {}
        """,
        "package app; @io.minirpc.annotation.RpcMessage public enum Owned { X, Y }",
        """
        package app;
        @io.minirpc.annotation.RpcInterface
        public interface Svc {
            enum K { A, B }
            Crit<K> crit(Crit<K> c);
            Outer<Owned, Long> outer(Outer<Owned, Long> o);
        }
        """,
        Program.run("app", """
            Svc svc = new SvcStub(serve.apply(SvcSkeleton.bind(new Svc() {
                @Override public Crit<K> crit(Crit<K> c) { return c; }
                @Override public Outer<Owned, Long> outer(Outer<Owned, Long> o) { return o; }
            })));
            Crit<Svc.K> crit = new Crit<>(
                EnumSet.of(Svc.K.B), new EnumMap<>(Map.of(Svc.K.A, 1)), new TreeMap<>(Map.of(Svc.K.B, "b")));
            Outer<Owned, Long> outer = new Outer<>(
                List.of(EnumSet.noneOf(Owned.class), EnumSet.of(Owned.X)),
                Map.of("m", new EnumMap<>(Map.of(Owned.Y, 2L))),
                new Crit<>(EnumSet.of(Owned.Y), new EnumMap<>(Owned.class), new TreeMap<>()));
            return new Object[] { crit, svc.crit(crit), outer, svc.outer(outer) };
            """)
    };

    private static final String[] NESTED = {
        "package app; import java.util.*; public record Page<T>(List<T> items) {}", """
        package app;
        import java.util.*;
        @io.minirpc.annotation.RpcInterface
        public interface Svc {
            TreeMap<String, TreeMap<Integer, String>> a();
            List<ArrayDeque<SortedSet<String>>> b();
            Map<String, LinkedList<Optional<TreeSet<Long>>>> c();
            Page<TreeMap<String, HashSet<Integer>>> d();
        }
        """, Program.run("app", """
            TreeMap<String, TreeMap<Integer, String>> a = new TreeMap<>(Map.of("x", new TreeMap<>(Map.of(1, "y"))));
            Map<String, LinkedList<Optional<TreeSet<Long>>>> c = new HashMap<>();
            c.put("c", new LinkedList<>(List.of(Optional.of(new TreeSet<>(Set.of(3L))))));
            Page<TreeMap<String, HashSet<Integer>>> d =
                new Page<>(List.of(new TreeMap<>(Map.of("d", new HashSet<>(Set.of(4))))));
            Svc svc = new SvcStub(serve.apply(SvcSkeleton.bind(new Svc() {
                @Override public TreeMap<String, TreeMap<Integer, String>> a() { return a; }
                @Override public List<ArrayDeque<SortedSet<String>>> b() {
                    return List.of(new ArrayDeque<>(List.of(new TreeSet<>(Set.of("b")))));
                }
                @Override public Map<String, LinkedList<Optional<TreeSet<Long>>>> c() { return c; }
                @Override public Page<TreeMap<String, HashSet<Integer>>> d() { return d; }
            })));
            return new Object[] { a, svc.a(), Set.of("b"), svc.b().get(0).peek(), c, svc.c(), d, svc.d() };
            """)
    };

    private static final String[] INSTANCES = {"""
        package app;
        import java.util.*;
        @io.minirpc.annotation.RpcInterface
        public interface Svc {
            record Page<T>(List<T> items, int total) {}
            record Company(String name, Page<Site> sites) {}
            record Site(String name, Page<Team> teams) {}
            record Team(String name, Page<Member> members) {}
            record Member(String name, Page<Device> devices) {}
            record Device(String name, Page<Event> events) {}
            record Event(String name, Page<Page<String>> notes) {}
            Page<Company> companies(int page);

            record Tagged<K, V>(K key, V value, Swapped<V, K> other) {}
            record Swapped<A, B>(Tagged<A, B> tagged) {}
            Tagged<String, Integer> tagged();
        }
        """, Program.run("app", """
            Svc.Page<Svc.Company> page = new Svc.Page<>(List.of(new Svc.Company("c", new Svc.Page<>(List.of(
                new Svc.Site("s", new Svc.Page<>(List.of(new Svc.Team("t", new Svc.Page<>(List.of(
                new Svc.Member("m", new Svc.Page<>(List.of(new Svc.Device("d", new Svc.Page<>(List.of(
                new Svc.Event("e", new Svc.Page<>(List.of(), 0))), 1))), 1))), 1))), 1))), 1))), 1);
            Svc.Tagged<String, Integer> tagged =
                new Svc.Tagged<>("a", 1, new Svc.Swapped<>(new Svc.Tagged<>(2, "b", null)));
            Svc svc = new SvcStub(serve.apply(SvcSkeleton.bind(new Svc() {
                @Override public Page<Company> companies(int number) { return page; }
                @Override public Tagged<String, Integer> tagged() { return tagged; }
            })));
            return new Object[] { page, svc.companies(1), tagged, svc.tagged() };
            """)};

    @TempDir
    Path folder;

    @Test
    void leafMayFixArguments() throws Exception {
        Program.byJavac(folder, FIXED).valuesArrive();
    }

    @Test
    void leafMayFixArgumentsInEclipse() throws Exception {
        Program.byEclipse(folder, FIXED).valuesArrive();
    }

    @Test
    void enumMayBeAVariable() throws Exception {
        Program.byJavac(folder, ENUMS).valuesArrive();
    }

    @Test
    void enumMayBeAVariableInEclipse() throws Exception {
        Program.byEclipse(folder, ENUMS).valuesArrive();
    }

    @Test
    void collectionsMayHoldCollections() throws Exception {
        Program.byJavac(folder, NESTED).valuesArrive();
    }

    @Test
    void collectionsMayHoldCollectionsInEclipse() throws Exception {
        Program.byEclipse(folder, NESTED).valuesArrive();
    }

    @Test
    void typeMayHaveManyInstances() throws Exception {
        Program.byJavac(folder, INSTANCES).valuesArrive();
    }
}

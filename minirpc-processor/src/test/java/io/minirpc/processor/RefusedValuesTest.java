package io.minirpc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.minirpc.Channel;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.time.Duration;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Constructors and setters that refuse the absent value of a field which an older peer does not have. All numbers are
 * set, so that native calls stay native.
 */
class RefusedValuesTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String ADDRESS = "refused-values";
    private static final String COMMON = """
            package shop;
            import io.minirpc.annotation.*;
            import java.util.*;
            import java.util.function.Supplier;
            public final class Shop {
                @RpcInterface public interface Service {
                    String show(Cake cake);
                    Cake make();
                    String send(@RpcField(number = 1) Order order, @RpcField(number = 2) String note);
                    Order order();
                    String fail() throws SoldOut;
                }
                public static io.minirpc.server.ServiceBinding bind() {
                    return Shop_ServiceSkeleton.bind(new Service() {
                        @Override public String show(Cake cake) { return "shown"; }
                        @Override public Cake make() { return Samples.cake(); }
                        @Override public String send(Order order, String note) { return "sent"; }
                        @Override public Order order() { return Samples.order(); }
                        @Override public String fail() throws SoldOut { throw Samples.soldOut(); }
                    });
                }
                public interface Call { Object make() throws Exception; }
                public static List<String> calls(io.minirpc.Channel channel) {
                    Service shop = new Shop_ServiceStub(channel);
                    return List.of(
                            outcome(() -> shop.show(Samples.cake())),
                            outcome(() -> shop.make()),
                            outcome(() -> shop.send(Samples.order(), "")),
                            outcome(() -> shop.order()),
                            outcome(() -> shop.fail()));
                }
                private static String outcome(Call call) {
                    try {
                        return call.make().toString();
                    } catch (SoldOut e) {
                        return "sold out";
                    } catch (Exception e) {
                        return e.getMessage() + (e.getCause() == null ? "" : " // " + e.getCause().getMessage());
                    }
                }
                private Shop() {}
            }
            """;
    private static final List<JavaFileObject> OLD = List.of(
            source("Shop", COMMON),
            source("Cake", """
                    package shop;
                    import io.minirpc.annotation.RpcField;
                    public record Cake(@RpcField(number = 1) String name) {}
                    """),
            source("Order", """
                    package shop;
                    import io.minirpc.annotation.RpcField;
                    public class Order {
                        @RpcField(number = 1) private int pieces;
                        public Order() {}
                        public int getPieces() { return pieces; }
                        public void setPieces(int pieces) { this.pieces = pieces; }
                    }
                    """),
            source("SoldOut", """
                    package shop;
                    import io.minirpc.annotation.RpcField;
                    public class SoldOut extends Exception {
                        private static final long serialVersionUID = 1;
                        @RpcField(number = 1) private final int pieces;
                        public SoldOut(int pieces) { this.pieces = pieces; }
                        public int getPieces() { return pieces; }
                    }
                    """),
            source("Samples", """
                    package shop;
                    final class Samples {
                        static Cake cake() { return new Cake("tart"); }
                        static Order order() { return new Order(); }
                        static SoldOut soldOut() { return new SoldOut(5); }
                        private Samples() {}
                    }
                    """));
    private static final List<JavaFileObject> NEW = List.of(
            source("Shop", COMMON),
            source("Cake", """
                    package shop;
                    import io.minirpc.annotation.RpcField;
                    import java.util.*;
                    public record Cake(
                            @RpcField(number = 1) String name,
                            @RpcField(number = 2) List<String> tags,
                            @RpcField(number = 3) Map<String, String> notes) {
                        public Cake { tags = List.copyOf(tags); notes = Map.copyOf(notes); }
                    }
                    """),
            source("Order", """
                    package shop;
                    import io.minirpc.annotation.RpcField;
                    public class Order {
                        @RpcField(number = 1) private int pieces;
                        @RpcField(number = 2) private String wish = "";
                        public Order() {}
                        public int getPieces() { return pieces; }
                        public void setPieces(int pieces) { this.pieces = pieces; }
                        public String getWish() { return wish; }
                        public void setWish(String wish) {
                            if (wish == null) { throw new IllegalStateException("an order needs a wish"); }
                            this.wish = wish;
                        }
                    }
                    """),
            source("SoldOut", """
                    package shop;
                    import io.minirpc.annotation.RpcField;
                    import java.util.Objects;
                    public class SoldOut extends Exception {
                        private static final long serialVersionUID = 1;
                        @RpcField(number = 1) private final int pieces;
                        @RpcField(number = 2) private final String cake;
                        public SoldOut(int pieces, String cake) {
                            this.pieces = pieces;
                            this.cake = Objects.requireNonNull(cake, "which cake?");
                        }
                        public int getPieces() { return pieces; }
                        public String getCake() { return cake; }
                    }
                    """),
            source("Samples", """
                    package shop;
                    import java.util.*;
                    final class Samples {
                        static Cake cake() { return new Cake("tart", List.of(), Map.of()); }
                        static Order order() { return new Order(); }
                        static SoldOut soldOut() { return new SoldOut(5, "tart"); }
                        private Samples() {}
                    }
                    """));

    private static Class<?> older;
    private static Class<?> newer;

    private static JavaFileObject source(String name, String text) {
        return JavaFileObjects.forSourceString("shop." + name, text);
    }

    @BeforeAll
    static void compile() throws Exception {
        older = shop(OLD);
        newer = shop(NEW);
    }

    private static Class<?> shop(List<JavaFileObject> sources) throws Exception {
        Compilation compilation = Sources.compile(sources);
        assertThat(compilation).succeededWithoutWarnings();
        return new CompiledClasses(compilation).loadClass("shop.Shop");
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void clientOfAnOlderServerSaysWhatWasAbsentAndWhyThatIsRefused(WireFormat format) throws Exception {
        List<String> outcomes = calls(newer, older, format);
        assertThat(outcomes.get(0)).isEqualTo("shown");
        assertThat(outcomes.get(1))
                .contains("Service.make", "the response cannot be read: a value of Cake was refused")
                .contains(" (absent: tags, notes)")
                .endsWith(format == WireFormat.NATIVE ? "(in Cake)" : "(absent: tags, notes)");
        assertThat(outcomes.get(2)).isEqualTo("sent");
        assertThat(outcomes.get(3))
                .contains("Service.order", "the response cannot be read: ")
                .contains("a value of Order was refused: an order needs a wish (absent: wish)");
        assertThat(outcomes.get(4)).contains("a value of SoldOut was refused: which cake? (absent: cake)");
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void newerServerSaysWhatWasAbsentAndWhyThatIsRefused(WireFormat format) throws Exception {
        List<String> outcomes = calls(older, newer, format);
        assertThat(outcomes.get(0))
                .contains("arguments of Service.show: a value of Cake was refused")
                .contains(" (absent: tags, notes)");
        assertThat(outcomes.get(2))
                .contains("arguments of Service.send: ")
                .contains("a value of Order was refused: an order needs a wish (absent: wish)")
                .contains(format == WireFormat.NATIVE ? "(in SendArgs > field 1, Order)" : "(in /order)");
        assertThat(outcomes.get(4)).isEqualTo("sold out");
    }

    @Test
    void beanMayHaveMorePropertiesThanAMethodParameters() throws Exception {
        StringBuilder bean = new StringBuilder("package shop; @io.minirpc.annotation.RpcMessage public class Wide {");
        for (int i = 0; i < 200; i++) {
            bean.append(String.format(
                    "private long p%1$d; public long getP%1$d() { return p%1$d; } public void setP%1$d(long p) { p%1$d = p; }",
                    i));
        }
        Compilation compilation =
                Sources.compile(List.of(source("Wide", bean.append('}').toString())));
        assertThat(compilation).succeededWithoutWarnings();
    }

    @SuppressWarnings("unchecked") // of a method of the source above
    private static List<String> calls(Class<?> client, Class<?> server, WireFormat format) throws Exception {
        ServiceBinding binding = (ServiceBinding) server.getMethod("bind").invoke(null);
        try (RpcServer serving = RpcServer.builder()
                        .inProcess(ADDRESS)
                        .add(binding)
                        .build()
                        .start();
                RpcClient calling = RpcClient.builder()
                        .inProcess(ADDRESS)
                        .wireFormat(format)
                        .helloTimeout(LONG)
                        .build()) {
            assertThat(serving).isNotNull();
            // An explicit timeout waits for the hello, so that the first call is native already.
            return (List<String>) client.getMethod("calls", Channel.class).invoke(null, calling.withTimeout(LONG));
        }
    }
}

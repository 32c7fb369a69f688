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
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A version of a service that throws a new subclass of what its methods declared before. Older clients catch what they
 * declare.
 */
class DeclaredSubclassTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String ADDRESS = "declared-subclass";
    private static final List<JavaFileObject> COMMON = List.of(
            source(
                    "shop.Refused",
                    "public class Refused extends Exception {",
                    "    private static final long serialVersionUID = 1;",
                    "    public Refused(String message) { super(message); }",
                    "}"),
            source(
                    "shop.SoldOut",
                    "public class SoldOut extends Refused {",
                    "    private static final long serialVersionUID = 1;",
                    "    private final String cake;",
                    "    public SoldOut(String message, String cake) { super(message); this.cake = cake; }",
                    "    public String getCake() { return cake; }",
                    "    @Override public String toString() { return super.toString() + \" of \" + cake; }",
                    "}"),
            source(
                    "shop.Customer",
                    "public final class Customer {",
                    "    public static String buy(io.minirpc.Channel channel) throws Exception {",
                    "        try {",
                    "            new BakeryStub(channel).buy(\"cake\");",
                    "            return \"bought\";",
                    "        } catch (Exception e) {",
                    "            return e.toString();",
                    "        }",
                    "    }",
                    "}"));
    private static final List<JavaFileObject> NEW = List.of(
            source(
                    "shop.SoldOutToday",
                    "public class SoldOutToday extends SoldOut {",
                    "    private static final long serialVersionUID = 1;",
                    "    private final int opens;",
                    "    public SoldOutToday(String message, String cake, int opens) {",
                    "        super(message, cake);",
                    "        this.opens = opens;",
                    "    }",
                    "    public int getOpens() { return opens; }",
                    "    @Override public String toString() { return super.toString() + \" until \" + opens; }",
                    "}"),
            bakery("Refused, SoldOut, SoldOutToday"),
            source(
                    "shop.Baker",
                    "public final class Baker {",
                    "    public static io.minirpc.server.ServiceBinding bind() {",
                    "        return BakerySkeleton.bind(cake -> { throw new SoldOutToday(\"tomorrow\", cake, 7); });",
                    "    }",
                    "}"));

    private static JavaFileObject source(String name, String... lines) {
        List<String> all = new ArrayList<>(List.of("package shop;"));
        all.addAll(List.of(lines));
        return JavaFileObjects.forSourceLines(name, all);
    }

    private static JavaFileObject bakery(String declared) {
        return source(
                "shop.Bakery",
                "@io.minirpc.annotation.RpcInterface",
                "public interface Bakery {",
                "    void buy(String cake) throws " + declared + ";",
                "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Refused, SoldOut, SoldOutToday | shop.SoldOutToday: tomorrow of cake until 7",
                "Refused, SoldOut | shop.SoldOut: tomorrow of cake",
                "SoldOut | shop.SoldOut: tomorrow of cake",
                "Refused | shop.Refused: tomorrow"
            })
    void clientCatchesTheNearestSuperclassThatItDeclares(String declared, String caught) throws Exception {
        List<JavaFileObject> client = new ArrayList<>(COMMON);
        client.addAll(declared.contains("Today") ? NEW : List.of(bakery(declared)));
        List<JavaFileObject> server = new ArrayList<>(COMMON);
        server.addAll(NEW);
        Class<?> customer = loadClass(client, "shop.Customer");
        Class<?> baker = loadClass(server, "shop.Baker");
        try (RpcServer serving = RpcServer.builder()
                .inProcess(ADDRESS)
                .add((ServiceBinding) baker.getMethod("bind").invoke(null))
                .build()
                .start()) {
            assertThat(serving).isNotNull();
            for (WireFormat format : WireFormat.values()) {
                assertThat(bought(customer, format)).as("%s", format).isEqualTo(caught);
            }
        }
    }

    private static Object bought(Class<?> customer, WireFormat format) throws Exception {
        try (RpcClient client = RpcClient.builder()
                .inProcess(ADDRESS)
                .wireFormat(format)
                .helloTimeout(LONG)
                .build()) {
            // An explicit timeout waits for the hello, so that the first call has metadata already.
            return customer.getMethod("buy", Channel.class).invoke(null, client.withTimeout(LONG));
        }
    }

    private static Class<?> loadClass(List<JavaFileObject> sources, String name) throws Exception {
        Compilation compilation = Sources.compile(sources);
        assertThat(compilation).succeededWithoutWarnings();
        return new CompiledClasses(compilation).loadClass(name);
    }
}

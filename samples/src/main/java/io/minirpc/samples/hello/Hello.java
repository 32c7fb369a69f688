// run: hello - a server, a client and a few calls through generated code, in one process
package io.minirpc.samples.hello;

import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Starts a bakery, calls it over a socket and says what happens. */
final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        try (RpcServer server = startServer();
                RpcClient client = RpcClient.forAddress("127.0.0.1", server.port())) {
            say("server", "a Bakery listens on 127.0.0.1:" + server.port());
            visit(new BakeryStub(client));
        }
        say("sources", "the code in between was generated: " + GeneratedSources.describe());
    }

    private static RpcServer startServer() {
        return RpcServer.builder()
                .address("127.0.0.1", 0)
                .add(BakerySkeleton.bind(new BakeryService()))
                .build()
                .start();
    }

    private static void visit(Bakery bakery) {
        say("list", "menu() = " + bakery.menu());

        CompletableFuture<Cake> plumCake = bakery.bake("Plum cake", 8);
        say("async", "bake(\"Plum cake\", 8) is on its way, and this thread goes on");

        buy(bakery, order("Apple pie", 3, "with cream"));
        buy(bakery, order("Cheesecake", 5, null));

        say("async", "out of the oven: " + plumCake.join());
        List<String> names = bakery.menu().stream().map(Cake::name).toList();
        say("list", "the menu has " + String.join(", ", names) + " now");
    }

    private static void buy(Bakery bakery, Order order) {
        try {
            say("bean", "buy(" + order + ") = " + bakery.buy(order));
        } catch (SoldOutException e) {
            String what = e.getClass().getSimpleName() + ": " + e.getMessage();
            say(
                    "exception",
                    "buy(" + order + ") threw " + what + ", left " + e.getLeft() + ", fresh at " + e.getFreshAt());
        }
    }

    private static Order order(String cake, int pieces, @Nullable String wish) {
        Order order = new Order();
        order.setCake(cake);
        order.setPieces(pieces);
        order.setWish(wish);
        return order;
    }

    private static void say(String topic, String what) {
        System.out.printf("%-10s %s%n", topic, what);
    }
}

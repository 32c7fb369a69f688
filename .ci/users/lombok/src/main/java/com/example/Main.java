package com.example;

import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import java.util.List;

public final class Main {
    public static void main(String[] args) {
        Greeter service = new Greeter() {
            @Override
            public Greeting greet(Guest guest) {
                String text = guest.isKnown() && guest.getVisits() == 3 ? "Hello, " : "Who is ";
                return new Greeting(text + guest.getName(), true, List.of(3, 5));
            }

            @Override
            public List<Greeting> greetAll(List<Guest> guests, boolean isLoud) {
                return guests.stream().map(this::greet).toList();
            }
        };
        try (RpcServer server = RpcServer.builder()
                        .address("127.0.0.1", 0)
                        .add(GreeterSkeleton.bind(service))
                        .build()
                        .start();
                RpcClient client = RpcClient.forAddress("127.0.0.1", server.port())) {
            Greeter greeter = new GreeterStub(client);
            List<Greeting> greetings = greeter.greetAll(List.of(new Guest("world", 3, true)), true);
            System.out.println(greetings.get(0).getText());
            if (!greetings.equals(List.of(new Greeting("Hello, world", true, List.of(3, 5))))) {
                throw new AssertionError(greetings);
            }
        }
    }
}

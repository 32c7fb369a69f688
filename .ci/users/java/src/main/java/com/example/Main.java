package com.example;

import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;

public final class Main {
    public static void main(String[] args) {
        Greeter service = name -> new Greeting("Hello, " + name);
        try (RpcServer server = RpcServer.builder()
                        .address("127.0.0.1", 0)
                        .add(GreeterSkeleton.bind(service))
                        .build()
                        .start();
                RpcClient client = RpcClient.forAddress("127.0.0.1", server.port())) {
            System.out.println(new GreeterStub(client).greet("world").text());
        }
    }
}

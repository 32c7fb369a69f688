package com.example;

import io.minirpc.annotation.RpcInterface;

@RpcInterface
public interface Greeter {
    Greeting greet(String name);
}

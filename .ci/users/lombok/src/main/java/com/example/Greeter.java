package com.example;

import io.minirpc.annotation.RpcInterface;
import java.util.List;

@RpcInterface
public interface Greeter {
    Greeting greet(Guest guest);

    List<Greeting> greetAll(List<Guest> guests, boolean isLoud);
}

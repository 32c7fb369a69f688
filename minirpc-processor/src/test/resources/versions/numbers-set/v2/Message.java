package shop;

import io.minirpc.annotation.RpcField;

public record Message(@RpcField(number = 2) String city, @RpcField(number = 3) int age, @RpcField(number = 1) String name) {
    public static Message sample() {
        return new Message("Oslo", 7, "Bob");
    }
}

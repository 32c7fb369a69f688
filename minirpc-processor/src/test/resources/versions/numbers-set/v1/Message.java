package shop;

import io.minirpc.annotation.RpcField;

public record Message(@RpcField(number = 1) String name, @RpcField(number = 2) String city) {
    public static Message sample() {
        return new Message("Ada", "Rome");
    }
}

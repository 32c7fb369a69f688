package shop;

import java.util.OptionalLong;

public record Message(OptionalLong cents, String cake) {
    public static Message sample() {
        return new Message(OptionalLong.empty(), "plum");
    }
}

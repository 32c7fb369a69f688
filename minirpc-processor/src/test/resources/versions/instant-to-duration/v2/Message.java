package shop;

import java.time.Duration;

public record Message(Duration when) {
    public static Message sample() {
        return new Message(Duration.ofSeconds(1));
    }
}

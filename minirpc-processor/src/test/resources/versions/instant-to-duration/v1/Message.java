package shop;

import java.time.Instant;

public record Message(Instant when) {
    public static Message sample() {
        return new Message(Instant.EPOCH);
    }
}

package shop;

public record Message(long cents, String cake) {
    public static Message sample() {
        return new Message(0, "plum");
    }
}

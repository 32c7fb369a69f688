package shop;

public record Message(int pieces, String cake) {
    public static Message sample() {
        return new Message(0, "plum");
    }
}

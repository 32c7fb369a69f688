package shop;

public record Message(Integer pieces, String cake) {
    public static Message sample() {
        return new Message(null, "plum");
    }
}

package shop;

public record Message(int cakes, int pies) {
    public static Message sample() {
        return new Message(1, 2);
    }
}

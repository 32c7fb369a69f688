package shop;

public record Message(int cakes, int rolls, int pies) {
    public static Message sample() {
        return new Message(10, 20, 30);
    }
}

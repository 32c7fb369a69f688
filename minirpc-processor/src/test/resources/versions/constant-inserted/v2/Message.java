package shop;

public record Message(Size size, int pieces) {
    public static Message sample() {
        return new Message(Size.MEDIUM, 5);
    }

    public enum Size {
        SMALL,
        MEDIUM,
        LARGE
    }
}

package shop;

public record Message(Size size, int pieces) {
    public static Message sample() {
        return new Message(Size.LARGE, 5);
    }

    public enum Size {
        LARGE,
        SMALL
    }
}

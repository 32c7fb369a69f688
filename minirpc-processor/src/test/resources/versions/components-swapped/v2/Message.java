package shop;

public record Message(String city, String name) {
    public static Message sample() {
        return new Message("Oslo", "Bob");
    }
}

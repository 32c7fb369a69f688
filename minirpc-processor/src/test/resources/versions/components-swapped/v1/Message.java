package shop;

public record Message(String name, String city) {
    public static Message sample() {
        return new Message("Ada", "Rome");
    }
}

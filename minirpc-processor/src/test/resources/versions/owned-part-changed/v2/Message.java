package shop;

public record Message(Part part) {
    public static Message sample() {
        return new Message(new Part("Oslo", "Bob"));
    }
}

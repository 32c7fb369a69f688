package shop;

public record Message(Booking booking) {
    public static Message sample() {
        return new Message(new Booking.Withdrawal(100));
    }

    public sealed interface Booking {
        record Deposit(long cents) implements Booking {}

        record Withdrawal(long cents) implements Booking {}
    }
}

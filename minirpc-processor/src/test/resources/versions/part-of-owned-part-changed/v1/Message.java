package shop;

import java.util.List;

public record Message(Part part) {
    public static Message sample() {
        return new Message(new Part(List.of(new Row("Ada", "Rome"))));
    }
}

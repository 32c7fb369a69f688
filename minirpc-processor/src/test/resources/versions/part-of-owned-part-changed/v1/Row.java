package shop;

public record Row(String name, String city) {}

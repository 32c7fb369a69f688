package shop;

public record Row(String city, String name) {}

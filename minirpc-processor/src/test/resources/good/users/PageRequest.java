package users;

public record PageRequest(int number, int size) {}

package users;

import java.util.List;

public record Page<T>(List<T> items, int total, T first) {}

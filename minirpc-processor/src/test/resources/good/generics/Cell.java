package generics;

import java.util.List;

public record Cell<X>(X value, List<X> history, Cell<X> next) {}

package hidden;

/** Hides java.lang.String in this package. */
public record String(java.lang.String text) {}

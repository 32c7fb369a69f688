package hidden;

/** Hides java.lang.Override in this package. */
public @interface Override {}

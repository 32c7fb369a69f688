package io.minirpc.samples.features;

/** Something that filters do. */
interface Feature {
    /** Returns what it is called. */
    String name();

    /** Returns what it does, in a line. */
    String what();

    /** Shows it. */
    void show(Stage stage) throws Exception;
}

package io.minirpc.tests.wire;

/** Something inherited, whose type the subinterface decides. */
public interface Greeter<T> {
    T greet(T who);
}

package io.minirpc.benchmarks.jmh;

/** Turns objects of one type into bytes and back: into an array of exactly their number, as a message is handed on. */
public interface ObjectCodec<T> {
    byte[] encode(T value);

    T decode(byte[] bytes);
}

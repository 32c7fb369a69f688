package io.minirpc.benchmarks.load;

/** Heap that a connection takes on either side when nothing happens on it, in bytes. */
public record IdleSample(String peer, int connections, double clientHeapBytes, double serverHeapBytes) {}

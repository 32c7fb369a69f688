package io.minirpc.gochat.load;

/** A process of the system under load, on this machine. */
record TargetProcess(String name, long pid) {}

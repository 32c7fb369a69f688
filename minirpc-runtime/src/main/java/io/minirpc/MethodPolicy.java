package io.minirpc;

/**
 * A setting of a method for filters, declared on its interface. Each kind is a type of its own; see
 * {@link MethodDescriptor#policy}. Implementations are immutable.
 */
public interface MethodPolicy {}

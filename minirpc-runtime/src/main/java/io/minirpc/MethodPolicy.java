package io.minirpc;

/**
 * What an interface says of a method for filters, each kind a type of its own; see {@link MethodDescriptor#policy}.
 * Implementations are immutable.
 */
public interface MethodPolicy {}

package io.minirpc.tests.messages;

/** A generic type without annotations. */
record Pair<A, B>(A first, B second) {}

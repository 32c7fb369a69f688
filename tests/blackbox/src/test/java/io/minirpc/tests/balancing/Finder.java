package io.minirpc.tests.balancing;

import io.minirpc.annotation.HashKey;

/** An interface that others give its type arguments. */
interface Finder<K> {
    String find(@HashKey K key);
}

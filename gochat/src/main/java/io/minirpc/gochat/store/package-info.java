/** The storage: {@code Database} and its transactions, and an interface for each concern with its SQL beside it. */
@NullMarked
package io.minirpc.gochat.store;

import org.jspecify.annotations.NullMarked;

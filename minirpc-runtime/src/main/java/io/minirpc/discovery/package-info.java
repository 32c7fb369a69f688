/** Registries, in which servers announce their services and clients find them. */
@NullMarked
package io.minirpc.discovery;

import org.jspecify.annotations.NullMarked;

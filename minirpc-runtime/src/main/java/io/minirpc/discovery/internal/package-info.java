/** Helpers that implementations of registries share; not for users. */
@NullMarked
package io.minirpc.discovery.internal;

import org.jspecify.annotations.NullMarked;

/**
 * Helpers that the packages of minirpc share, not part of the API: they may change in any release. Checks of settings,
 * the throttled log and timers here, what carries calls in {@code transport} and {@code envelope}.
 */
@NullMarked
package io.minirpc.internal;

import org.jspecify.annotations.NullMarked;

/** Rate limits. */
@NullMarked
package io.minirpc.gochat.limit;

import org.jspecify.annotations.NullMarked;

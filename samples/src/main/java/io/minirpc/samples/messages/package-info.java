/** Messages without a call: {@code Messages} writes and reads a {@code Frame} by the codec generated for it. */
@NullMarked
package io.minirpc.samples.messages;

import org.jspecify.annotations.NullMarked;

/**
 * Traces of calls. Start with {@link io.minirpc.opentelemetry.TracingFilter}, for either side; what it writes into
 * spans is in {@code CallSpans}.
 */
@NullMarked
package io.minirpc.opentelemetry;

import org.jspecify.annotations.NullMarked;

/** Text of others, as terminals may show it: {@link io.minirpc.gochat.text.Plain}. */
@NullMarked
package io.minirpc.gochat.text;

import org.jspecify.annotations.NullMarked;

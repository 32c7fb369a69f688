package io.minirpc.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says how failed calls of a method are made again, by clients that have a {@code RetryFilter}; the others take no
 * notice. The method has to be {@link Idempotent}: calls that certainly did not run are retried without a word.
 *
 * <p>On a type it holds for the methods that the type declares, and on an {@link RpcInterface} for those that it
 * inherits too. What is said on a method counts before what is said on the {@code RpcInterface}, and that before what
 * is said on the type that declares the method.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Retry {
    /** How often a call is made at most, the first time included: 2 to 10. */
    int maxAttempts() default 3;

    /**
     * How many milliseconds pass at most before the first retry, 1 or more. The time is drawn anew for each retry,
     * between nothing and this, which doubles from one retry to the next.
     */
    int initialBackoffMillis() default 50;

    /** How many milliseconds {@link #initialBackoffMillis} doubles up to; not less than that. */
    int maxBackoffMillis() default 2000;
}

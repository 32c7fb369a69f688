package io.minirpc.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The retry policy of a method, for clients that have a {@code RetryFilter}; the others take no notice. The method has
 * to be {@link Idempotent}: calls that certainly did not run are retried without a word.
 *
 * <p>On a type it holds for the methods that the type declares, and on an {@link RpcInterface} for those that it
 * inherits too. What is said on a method counts before what is said on the {@code RpcInterface}, and that before what
 * is said on the type that declares the method.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Retry {
    /** The most attempts of a call, the first one included: 2 to 10. */
    int maxAttempts() default 3;

    /**
     * The longest wait before the first retry in milliseconds, 1 or more. The time is drawn anew for each retry,
     * between nothing and this, which doubles from one retry to the next.
     */
    int initialBackoffMillis() default 50;

    /** The limit up to which the wait doubles, in milliseconds; not less than {@link #initialBackoffMillis}. */
    int maxBackoffMillis() default 2000;
}

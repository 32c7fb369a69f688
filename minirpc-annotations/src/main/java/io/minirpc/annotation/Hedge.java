package io.minirpc.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The hedging policy of a method: a second attempt beside one that is slow to answer, by clients that have a
 * {@code HedgingFilter}; the others take no notice. The first good answer counts. The method has to be
 * {@link Idempotent}.
 *
 * <p>On a type it holds for the methods that the type declares, and on an {@link RpcInterface} for those that it
 * inherits too. What is said on a method counts before what is said on the {@code RpcInterface}, and that before what
 * is said on the type that declares the method.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Hedge {
    /**
     * The time after which there is another attempt, in milliseconds, 1 or more; a good choice is what 95 % of the
     * calls take at most.
     */
    int delayMillis();

    /** The most attempts of a call, the first one included: 2 to 10. */
    int maxAttempts() default 2;
}

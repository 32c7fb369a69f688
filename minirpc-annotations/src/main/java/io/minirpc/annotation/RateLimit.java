package io.minirpc.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The rate limit of a method, for clients and servers that have a {@code RateLimitFilter}; the others take no notice.
 *
 * <p>On a type it holds for each of the methods that the type declares by itself, and on an {@link RpcInterface} for
 * those that it inherits too. What is said on a method counts before what is said on the {@code RpcInterface}, and that
 * before what is said on the type that declares the method.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RateLimit {
    /** The calls per second in the long run: 0.001 to 10,000,000. */
    double perSecond();

    /** The calls at once after a pause: 1 to 1,000,000. */
    int burst();
}

package io.minirpc.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Settings of one method of an {@link RpcInterface}. On a default method it says that the method is a remote call too,
 * rather than code that runs at the caller.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface RpcMethod {
    /** The method's name on the wire; by default its Java name. Overloads need different names. */
    String name() default "";

    /**
     * Whether the server runs the method on the connection's own thread instead of handing it to an executor. Only for
     * methods that return at once and never block.
     */
    boolean inline() default false;

    /**
     * How many milliseconds a call may take where the caller does not say; by default, 0, what the client allows. What
     * is left of the deadline of a call that this one is part of holds all the same.
     */
    int deadlineMillis() default 0;
}

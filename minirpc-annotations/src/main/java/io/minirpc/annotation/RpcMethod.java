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
     * The timeout of calls for which the caller sets none, in milliseconds; 0 for the default of the client. An earlier
     * deadline of the call that this one is part of still applies.
     */
    int timeoutMillis() default 0;
}

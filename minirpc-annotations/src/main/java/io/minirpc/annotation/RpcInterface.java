package io.minirpc.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface whose methods are remote calls. For {@code UserService} the processor writes, in the same package,
 * {@code UserServiceStub} (the client side), {@code UserServiceSkeleton} (the server side) and
 * {@code UserServiceMethods} (what both know about the methods).
 *
 * <p>A method may return a value, nothing, a {@link java.util.concurrent.CompletableFuture} or a
 * {@link java.util.concurrent.CompletionStage}. Inherited methods count; static methods don't, and default methods only
 * with {@link RpcMethod}.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface RpcInterface {
    /** The service's name on the wire; by default the interface's simple name. */
    String name() default "";

    /**
     * Marks a draft, which may still change in any way. It is in no lock, and nothing of it is compared with older
     * versions. Peers of one version call each other as always; those of two versions call each other by names, which
     * takes longer.
     */
    boolean draft() default false;
}

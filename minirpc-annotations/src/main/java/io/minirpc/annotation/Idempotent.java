package io.minirpc.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that can run twice for one call without harm: one that only reads, or that sets what is given. Calls
 * of it may be made again although they may have run, which {@link Retry} and {@link Hedge} need.
 *
 * <p>On a type it holds for the methods that the type declares, and on an {@link RpcInterface} for those that it
 * inherits too.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {}

package io.minirpc.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type that owns its codec: for a record, bean, enum or sealed interface {@code User} the processor writes
 * {@code UserCodec} in the same package, and all interfaces that use the type share it.
 *
 * <p>Types without the annotation work as well; their codecs are part of the interface that uses them.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface RpcMessage {}

package io.minirpc.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The numbers with which a generated codec was compiled, where they are those of a lock. Other modules that use the
 * codec read them, since their own lock does not have them.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface WireNumbers {
    /** The qualified name of the codec's type. */
    String type();

    /** The numbers and names that are in the lock, such as {@code "2 pieces"}. */
    String[] value();

    /** The numbers and names that are to be recorded in it, and are no promise yet. */
    String[] added() default {};
}

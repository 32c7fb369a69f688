package io.minirpc.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The number and the name of one part of a message. Belongs on a record's component, a bean's field or getter, a
 * parameter of a remote method, or an enum's constant; and on two kinds of types:
 *
 * <ul>
 *   <li>on a leaf of a sealed interface, a permitted record or class: its name in JSON, where a value is an object with
 *       that one property, {@code {"group.create":{…}}}, and its number among the leaves;
 *   <li>on an exception that methods declare: the name by which the caller knows it again. It has no number.
 * </ul>
 *
 * <p>On any other type it is a compile error.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface RpcField {
    /**
     * The number in the native format, of a field or a leaf from 1 to 268,435,455 without 19,000 to 19,999, which
     * Protocol Buffers keeps for itself; of an enum's constant from 0. Default (0): the position in the order of
     * declaration, which starts with 1, for enum constants with 0; leaves that lie in several files count in the order
     * of {@code permits}.
     */
    int number() default 0;

    /**
     * The property's name in JSON; for an enum's constant its text. Any text of 1 to 256 characters without control
     * characters and halves of surrogate pairs; letters, digits, {@code '_'}, {@code '-'} and {@code '.'} need quotes
     * or escapes in the fewest tools. Names of a message's properties, and of the leaves of a sealed interface, have to
     * differ in more than their case, since readers match them in any case; texts of constants and names of exceptions
     * match exactly. Default: the Java name, of a type the simple one.
     */
    String name() default "";

    /** How whole numbers are laid out in the native format. */
    Encoding encoding() default Encoding.VARINT;

    /** Layouts of {@code int} and {@code long} in the native format, and of collections and arrays of them. */
    enum Encoding {
        /** Small numbers take few bytes, negative ones ten. */
        VARINT,
        /** Numbers near zero take few bytes, negative ones too. */
        ZIGZAG,
        /** Always four bytes ({@code int}) or eight ({@code long}): best for hashes and large numbers. */
        FIXED
    }
}

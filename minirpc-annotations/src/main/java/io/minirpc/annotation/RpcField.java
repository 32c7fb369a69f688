package io.minirpc.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How one part of a message travels. Belongs on a record's component, a bean's field or getter, a parameter of a remote
 * method, or an enum's constant.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface RpcField {
    /**
     * The field's number in the native format, from 1 to 268,435,455 without 19,000 to 19,999, which Protocol Buffers
     * keeps for itself; for an enum's constant its number, from 0. By default (0) the position in the order of
     * declaration, which starts with 1, for enum constants with 0.
     */
    int number() default 0;

    /** The property's name in JSON; for an enum's constant its text. By default the Java name. */
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

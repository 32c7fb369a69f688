package io.minirpc.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A value that is nobody's business: a password, a token, a card's number. It travels as any other, but wherever
 * minirpc puts values into texts, {@code ***} stands in its place, also where it is null:
 *
 * <ul>
 *   <li>in the log, where {@code LoggingFilter} prints arguments and replies;
 *   <li>in errors: of a value that cannot be written or read they say where it is, and neither what was found nor what
 *       was wrong with it, and what the constructor of a message with such a part objected to is not repeated;
 *   <li>in {@code toString()} of a generated record of arguments.
 * </ul>
 *
 * Belongs on a record's component, a bean's field, getter or setter, a parameter of a remote method, or a remote
 * method, whose reply it then is. Of a collection, a map, an optional or another message, all is hidden.
 *
 * <p>What cannot be changed stays as it is: {@code toString()} of a record or bean that you wrote prints what you let
 * it print, and {@code getMessage()} of an exception that you throw says what you put into it. The value is not
 * encrypted; use TLS for that.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Sensitive {}

package io.minirpc.gochat.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the tests of a class on each kind of database, which the class takes as a {@code @Parameter}. Where a server
 * cannot be had its tests are skipped, or fail under {@code -Drequire.servers=true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ParameterizedClass(name = "{0}")
@MethodSource("io.minirpc.gochat.store.TestDatabase#all")
public @interface OnEveryDatabase {}

package io.minirpc.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The parameter of a remote method that says where a call goes, under a balancer that hashes: calls with the same value
 * go to the same endpoint. It is a String, a primitive or its box, a BigInteger, BigDecimal, UUID or enum; calls with
 * null go anywhere. One of a method's parameters may have it; other balancers take no notice.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface HashKey {}

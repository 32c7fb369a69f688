package io.minirpc.samples.hello;

import io.minirpc.annotation.RpcMessage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What was sold.
 *
 * @param number counts up from 1
 * @param total what the customer pays
 * @param remark what the bakery says to the customer's wish; null where there was none
 */
@RpcMessage
public record Receipt(
        long number, BigDecimal total, @Nullable String remark) {}

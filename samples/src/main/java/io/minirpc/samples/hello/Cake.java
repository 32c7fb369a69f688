package io.minirpc.samples.hello;

import io.minirpc.annotation.RpcMessage;
import java.math.BigDecimal;

/**
 * A cake on the shelf: a record as a message.
 *
 * @param name what it is
 * @param pieces how many pieces are left
 * @param price of one piece
 */
@RpcMessage
public record Cake(String name, int pieces, BigDecimal price) {}

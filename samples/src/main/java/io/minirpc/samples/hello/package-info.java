/**
 * A bakery as a service: server, client and a few calls in one process. {@code Bakery} is the contract,
 * {@code BakeryService} answers, {@code Hello} asks; everything in between is generated.
 */
@NullMarked
package io.minirpc.samples.hello;

import org.jspecify.annotations.NullMarked;

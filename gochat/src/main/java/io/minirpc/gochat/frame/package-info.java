/**
 * The frames of the client protocol: {@code ClientFrame} is what clients say, {@code ServerFrame} what gateways say,
 * {@code ErrorCode} and {@code CloseCode} why something failed. {@code docs/protocol.md} explains them.
 */
@NullMarked
package io.minirpc.gochat.frame;

import org.jspecify.annotations.NullMarked;

package io.minirpc.tests.messages;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;

/** An enum whose numbers and names are chosen. */
@RpcMessage
enum Colour {
    @RpcField(number = 3)
    RED,
    @RpcField(name = "grün")
    GREEN,
    @RpcField(number = 1_000_000)
    BLUE {
        @Override
        boolean isCold() {
            return true;
        }
    };

    boolean isCold() {
        return false;
    }
}

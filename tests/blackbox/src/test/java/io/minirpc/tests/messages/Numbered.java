package io.minirpc.tests.messages;

import static io.minirpc.annotation.RpcField.Encoding.FIXED;
import static io.minirpc.annotation.RpcField.Encoding.ZIGZAG;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import java.util.List;
import java.util.Map;

/** Numbers, names and encodings that are chosen. */
@RpcMessage
record Numbered(
        @RpcField(number = 100, name = "A") int a,
        @RpcField(number = 3, encoding = ZIGZAG) int zigZag,
        @RpcField(number = 268_435_455, encoding = FIXED) long fixed,
        @RpcField(number = 4, encoding = FIXED) Integer boxed,
        @RpcField(number = 5, encoding = ZIGZAG) List<Long> zigZags,
        @RpcField(number = 6, encoding = FIXED) int[] fixeds,
        @RpcField(number = 7, name = "the colour") Colour colour,
        @RpcField(number = 8) List<Colour> colours,
        @RpcField(number = 2) Map<Colour, String> names) {}

package io.minirpc.tests.messages;

import io.minirpc.annotation.RpcMessage;

/** Every primitive and every box. */
@RpcMessage
record Scalars(
        boolean aBoolean,
        byte aByte,
        short aShort,
        char aChar,
        int anInt,
        long aLong,
        float aFloat,
        double aDouble,
        Boolean boxedBoolean,
        Byte boxedByte,
        Short boxedShort,
        Character boxedChar,
        Integer boxedInt,
        Long boxedLong,
        Float boxedFloat,
        Double boxedDouble,
        String text) {}

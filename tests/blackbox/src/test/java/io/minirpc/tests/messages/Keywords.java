package io.minirpc.tests.messages;

import io.minirpc.annotation.RpcMessage;

/** Names that generated code, Java or Object may want for themselves. */
@RpcMessage
@SuppressWarnings("UnicodeInCode") // which is what one of them is about
record Keywords(
        int in,
        int out,
        int field,
        int value,
        int codec,
        int record,
        int var,
        int yield,
        int sealed,
        int permits,
        int fields,
        int instance,
        int keywords,
        int super_,
        int $dollar,
        int größe,
        int URL,
        int x) {}

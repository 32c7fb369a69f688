package io.minirpc.gochat.load;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;

/** Latencies in milliseconds, each from its planned moment on. */
@RpcMessage
record Distribution(
        String name,
        long count,
        @RpcField(name = "p50_ms") double p50,
        @RpcField(name = "p90_ms") double p90,
        @RpcField(name = "p99_ms") double p99,
        @RpcField(name = "p99_9_ms") double p999,
        @RpcField(name = "max_ms") double max) {}

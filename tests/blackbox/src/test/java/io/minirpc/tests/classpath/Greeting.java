package io.minirpc.tests.classpath;

import io.minirpc.annotation.RpcMessage;
import java.time.Instant;

/** A message that needs no call. */
@RpcMessage
record Greeting(String name, Instant at) {}

package io.minirpc.tests.messages;

import io.minirpc.annotation.RpcMessage;

/** A message without fields. */
@RpcMessage
record Nothing() {}

package io.minirpc.gochat.load;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import java.util.List;

/** Everything about a run, which {@code --json} writes. */
@RpcMessage
record Report(
        String command,
        Machine machine,
        @RpcField(name = "jvm_options") List<String> jvmOptions,
        List<Result> results) {}

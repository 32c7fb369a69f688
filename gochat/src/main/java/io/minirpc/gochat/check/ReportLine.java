package io.minirpc.gochat.check;

import io.minirpc.annotation.RpcMessage;

/** A line of {@code --json}. */
@RpcMessage
sealed interface ReportLine permits Finding, Summary {}

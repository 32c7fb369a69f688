package io.minirpc.gochat.check;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import java.util.List;

/**
 * A promise that was broken, with the events that prove it.
 *
 * @param kind the name of a {@link FindingKind}
 * @param seq 0 where it concerns no single message
 */
@RpcField(name = "finding")
@RpcMessage
record Finding(String kind, String conversation, int seq, String text, List<Evidence> evidence) implements ReportLine {
    /** An event of the history. */
    @RpcMessage
    record Evidence(@RpcField(name = "at_ms") long atMs, String who, String what) {}
}

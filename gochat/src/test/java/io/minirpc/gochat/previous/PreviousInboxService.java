package io.minirpc.gochat.previous;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMessage;
import io.minirpc.gochat.api.Opening;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.User;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The inbox before gateways asked it for the epoch. */
@RpcInterface(name = "InboxService")
public interface PreviousInboxService {
    CompletionStage<List<PreviousOpened>> open(List<Opening> openings);

    /** The start of a connection. */
    @RpcMessage
    record PreviousOpened(@Nullable User user, Truth truth, String epoch, List<String> groups) {}
}

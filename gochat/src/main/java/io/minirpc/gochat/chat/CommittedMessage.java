package io.minirpc.gochat.chat;

import io.minirpc.gochat.frame.ServerFrame.Message;
import java.util.List;

/**
 * A committed message, for those who may see it.
 *
 * @param members at least one
 */
record CommittedMessage(long messageId, List<Long> members, Message frame) {
    String conversation() {
        return frame.conversation();
    }
}

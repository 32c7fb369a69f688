package io.minirpc.gochat.chat;

import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.trace.PublishTrace;
import java.util.ArrayList;
import java.util.List;

/**
 * A committed message, for those who may see it.
 *
 * @param members those who get {@code frame}: they are in, and could see what lies before it
 * @param others those whose frame differs, or who are out with this message
 * @param size how many are in a group with this message; 0 where it is pushed to users only
 * @param version of the group's membership with this message
 * @param editVersion of the conversation with this message; {@link #UNKNOWN} where it is to be kept out of the cache
 * @param trace of its publication
 */
record CommittedMessage(
        long messageId,
        Message frame,
        List<Long> members,
        List<Audience> others,
        int size,
        long version,
        long editVersion,
        PublishTrace trace) {
    static final long UNKNOWN = -1;

    /** A message without a trace. */
    CommittedMessage(
            long messageId,
            Message frame,
            List<Long> members,
            List<Audience> others,
            int size,
            long version,
            long editVersion) {
        this(messageId, frame, members, others, size, version, editVersion, PublishTrace.NONE);
    }

    CommittedMessage with(PublishTrace other) {
        return new CommittedMessage(messageId, frame, members, others, size, version, editVersion, other);
    }

    /**
     * Users who get the same.
     *
     * @param left whether they are out with this message
     */
    record Audience(List<Long> users, Message frame, boolean left) {}

    String conversation() {
        return frame.conversation();
    }

    /** Returns all, each with what they get. */
    List<Audience> audiences() {
        List<Audience> all = new ArrayList<>(others);
        if (!members.isEmpty()) {
            all.add(0, new Audience(members, frame, false));
        }
        return all;
    }

    /** Returns a message as those see it for whom another one is the one before. */
    static Message after(long prev, Message message) {
        return new Message(
                message.conversation(),
                message.seq(),
                prev,
                message.id(),
                message.from(),
                message.type(),
                message.content(),
                message.time(),
                message.clientMsgId());
    }
}

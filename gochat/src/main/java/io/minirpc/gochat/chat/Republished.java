package io.minirpc.gochat.chat;

import io.minirpc.gochat.chat.CommittedMessage.Audience;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.store.SendStore.Unpublished;
import io.minirpc.gochat.store.SendStore.Viewer;
import io.minirpc.gochat.store.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A message that was committed before, as it is stored now: of a text that was recalled since, nothing is left. */
final class Republished {
    private Republished() {}

    static CommittedMessage of(Unpublished stored) {
        Message frame = frame(stored.message());
        List<Long> members = new ArrayList<>();
        List<Long> out = new ArrayList<>();
        Map<Long, List<Long>> joined = new TreeMap<>();
        for (Viewer viewer : stored.viewers()) {
            List<Long> users = viewer.out()
                    ? out
                    : viewer.previous() == frame.prev()
                            ? members
                            : joined.computeIfAbsent(viewer.previous(), prev -> new ArrayList<>());
            users.add(viewer.user());
        }
        List<Audience> others = new ArrayList<>();
        joined.forEach((prev, users) -> others.add(new Audience(users, CommittedMessage.after(prev, frame), false)));
        if (!out.isEmpty()) {
            others.add(new Audience(out, frame, true));
        }
        return new CommittedMessage(stored.message().id(), frame, members, others, 0, 0, CommittedMessage.UNKNOWN);
    }

    private static Message frame(StoredMessage stored) {
        return new Message(
                stored.conversation(),
                stored.seq(),
                stored.seq() - 1,
                Ids.text(stored.id()),
                Ids.text(stored.sender()),
                stored.type(),
                stored.content(),
                stored.time(),
                stored.clientMsgId());
    }
}

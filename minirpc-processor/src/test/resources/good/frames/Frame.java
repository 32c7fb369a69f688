package frames;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import java.util.List;

/** Frames of clients: leaves with names and numbers of their own, two of them with one simple name. */
@RpcMessage
public sealed interface Frame {
    @RpcField(name = "ping", number = 7)
    record Ping() implements Frame {}

    record Say(String text) implements Frame {}

    /** About groups. */
    interface Group {
        @RpcField(name = "group.create")
        record Create(String name, List<Frame> first) implements Frame {}

        @RpcField(name = "group.\"leave\"")
        record Leave(@RpcField(name = "group.id") long id) implements Frame {}
    }

    /** About threads. */
    interface Thread {
        @RpcField(name = "thread.create", number = 20)
        record Create(int of) implements Frame {}
    }
}

package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import java.util.List;

/**
 * The spans of messages that members of a group may see, as of one version of its membership.
 *
 * @param version the version that was read, which may be later than the one that was asked for
 */
@RpcMessage
public record GroupView(long version, List<Viewer> viewers) {
    /**
     * One span of a member.
     *
     * @param first the seq of the first message that the user may see
     * @param last the seq of the last one; {@link Long#MAX_VALUE} while he is in
     */
    @RpcMessage
    public record Viewer(long user, long first, long last) {}
}

package io.minirpc.gochat.route.redis;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;

/** The first line of what is published to a gateway. */
@RpcMessage
sealed interface BusHeader {
    /** Returns the publisher's id, which is new at each start. */
    String from();

    /**
     * A push, which is the second line.
     *
     * @param n 1 for the first that this publisher publishes to this gateway, and so on; used up though it was lost
     */
    @RpcField(name = "push")
    record Numbered(String from, long n) implements BusHeader {}

    /**
     * What a publisher has done so far.
     *
     * @param sent the last number that it used for this gateway
     * @param givenUp how often it did not know where to publish
     * @param leaving whether it stops on purpose
     */
    @RpcField(name = "count")
    record Count(
            String from,
            long sent,
            @RpcField(name = "given_up") long givenUp,
            boolean leaving) implements BusHeader {}
}

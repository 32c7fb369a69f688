package io.minirpc.gochat.route.redis;

/** A fault point for tests: pushes that are lost after their number was taken. */
@FunctionalInterface
interface PublishFault {
    PublishFault NONE = gateway -> false;

    /** Returns whether the next push to a gateway is lost. */
    boolean loses(String gateway);
}

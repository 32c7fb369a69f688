package io.minirpc.samples.cluster;

import io.minirpc.annotation.RpcInterface;

/** What all servers of the cluster can do. */
@RpcInterface
public interface Worker {
    /** Works for a few milliseconds; returns the name of who did. */
    String work();
}

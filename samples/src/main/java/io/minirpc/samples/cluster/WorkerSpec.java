package io.minirpc.samples.cluster;

/**
 * A server of the cluster.
 *
 * @param name what it calls itself in its answers and in etcd
 * @param weight how many of the calls it is to get, compared with the others
 */
record WorkerSpec(String name, int weight) {
    @Override
    public String toString() {
        return name + ", weight " + weight;
    }
}

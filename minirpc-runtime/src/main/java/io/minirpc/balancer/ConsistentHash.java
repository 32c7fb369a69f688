package io.minirpc.balancer;

import io.minirpc.discovery.Endpoint;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Calls with one key go to one endpoint. Each endpoint has points on a ring, the hashes of {@code address#0},
 * {@code address#1} and so on; a key belongs to the first point from its own hash on. All clients agree without talking
 * to each other, so what counts is the weight that the endpoint has announced, not how warm it is for this client.
 */
final class ConsistentHash implements Balancer {
    static final int DEFAULT_VIRTUAL_NODES = 100;
    static final int MAX_VIRTUAL_NODES = 10_000;

    private final int virtualNodes;
    private final Map<Node, int[]> points = new HashMap<>();
    private List<Node> nodes = List.of();
    private long[] ring = {};

    /** An endpoint's part in the ring. */
    private record Node(String address, int points) {
        /** Returns the hashes, ascending as unsigned, with the sign bit flipped so that they are so as signed. */
        int[] hashes() {
            int[] hashes = new int[points];
            for (int i = 0; i < points; i++) {
                hashes[i] = HashKeys.hash(address + '#' + i) ^ Integer.MIN_VALUE;
            }
            Arrays.sort(hashes);
            return hashes;
        }
    }

    ConsistentHash(int virtualNodes) {
        if (virtualNodes < 1 || virtualNodes > MAX_VIRTUAL_NODES) {
            throw new IllegalArgumentException(
                    "virtualNodes: " + virtualNodes + " (expected: 1 to " + MAX_VIRTUAL_NODES + ")");
        }
        this.virtualNodes = virtualNodes;
    }

    @Override
    public Picker over(List<? extends Candidate> list) {
        Candidate[] owners = Stream.of(Eligible.among(list).candidates())
                .sorted(Comparator.comparing(candidate -> candidate.endpoint().address()))
                .toArray(Candidate[]::new);
        List<Node> newNodes =
                Stream.of(owners).map(candidate -> node(candidate.endpoint())).toList();
        if (!newNodes.equals(nodes)) {
            ring = ring(newNodes);
            nodes = newNodes;
        }
        return new Ring(ring, owners);
    }

    private Node node(Endpoint endpoint) {
        long count = Math.round((double) virtualNodes * endpoint.weight() / Endpoint.DEFAULT_WEIGHT);
        return new Node(endpoint.address(), (int) Math.max(1, Math.min(count, MAX_VIRTUAL_NODES)));
    }

    /**
     * Returns the points as their hash and the owner's position, so that of two with one hash the first owner's wins.
     */
    private long[] ring(List<Node> newNodes) {
        if (points.size() > 2 * newNodes.size()) {
            points.keySet().retainAll(newNodes); // those that went may come back, but not for ever
        }
        long[] newRing = new long[newNodes.stream().mapToInt(Node::points).sum()];
        int size = 0;
        for (int owner = 0; owner < newNodes.size(); owner++) {
            for (int hash : points.computeIfAbsent(newNodes.get(owner), Node::hashes)) {
                newRing[size++] = ((long) hash << Integer.SIZE) | owner;
            }
        }
        Arrays.sort(newRing);
        return newRing;
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Ring(long[] points, Candidate[] owners) implements Picker {
        @Override
        public Candidate pick(int hash) {
            int found = Arrays.binarySearch(points, (long) (hash ^ Integer.MIN_VALUE) << Integer.SIZE);
            int next = found < 0 ? -1 - found : found;
            return owners[(int) points[next == points.length ? 0 : next]];
        }
    }
}

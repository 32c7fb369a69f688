package io.minirpc.balancer;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * In turn, the heavier the more often, and evenly mixed. The candidates share a line, each a stretch as long as its
 * weight, which is cut into slots. A round takes one point from each slot, in an order that mixes the candidates; where
 * a boundary lies within a slot, the point's place in it, another in each round, does justice to both sides.
 */
final class WeightedRoundRobin implements Balancer {
    private static final int MAX_SLOTS = 4_096;
    private static final int SLOTS_PER_CANDIDATE = 16;

    /** Multiples of it, less their whole part, fill the unit interval as evenly as any do. */
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** Goes on through all lists: a new one starts anywhere in its round, not with its first candidate. */
    private final AtomicLong turn;

    /** Begins anywhere, so that many clients that start together don't meet at the same server. */
    WeightedRoundRobin() {
        this(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
    }

    WeightedRoundRobin(long firstTurn) {
        turn = new AtomicLong(firstTurn);
    }

    @Override
    public Picker over(List<? extends Candidate> list) {
        Eligible eligible = Eligible.among(list);
        double[] weights = eligible.weights();
        int slots = slots(weights);
        double scale = slots / eligible.totalWeight();
        double[] ends = new double[weights.length];
        double end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += weights[i];
            ends[i] = end * scale;
        }
        ends[ends.length - 1] = Double.POSITIVE_INFINITY; // whatever was lost by rounding
        return new Round(turn, eligible.candidates(), ends, slots);
    }

    /**
     * Returns as many slots as a round of whole weights takes, so that no boundary lies within one, if they are few.
     */
    private static int slots(double[] weights) {
        int enough = Math.min(MAX_SLOTS, SLOTS_PER_CANDIDATE * weights.length);
        long divisor = 0;
        double total = 0;
        for (double weight : weights) {
            if (weight != (long) weight) {
                return enough;
            }
            divisor = gcd((long) weight, divisor);
            total += weight;
        }
        return total / divisor <= MAX_SLOTS ? (int) (total / divisor) : enough;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** The round of one list. */
    private static final class Round implements Picker {
        private final AtomicLong turn;
        private final Candidate[] candidates;
        /** Where each candidate's stretch ends, in slots. */
        private final double[] ends;
        /** The candidate each slot begins with. */
        private final int[] first;
        /** The slots in the order of their turn. */
        private final int[] order;

        Round(AtomicLong turn, Candidate[] candidates, double[] ends, int slots) {
            this.turn = turn;
            this.candidates = candidates;
            this.ends = ends;
            first = new int[slots];
            for (int slot = 0, i = 0; slot < slots; slot++) {
                while (ends[i] <= slot + 1e-9) { // a boundary that should be whole may be off by a little
                    i++;
                }
                first[slot] = i;
            }
            order = SmoothOrder.of(first);
        }

        @Override
        public Candidate pick(int hash) {
            long now = turn.getAndIncrement();
            long round = now / order.length;
            int slot = order[(int) (now - round * order.length)];
            int i = first[slot];
            if (ends[i] < slot + 1) {
                double fraction = round * GOLDEN;
                double point = slot + (fraction - Math.floor(fraction));
                while (ends[i] <= point) {
                    i++;
                }
            }
            return candidates[i];
        }
    }
}

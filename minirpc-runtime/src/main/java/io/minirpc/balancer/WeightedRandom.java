package io.minirpc.balancer;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * At random, the heavier the more often. Of n columns of equal height, each holds a share of its own candidate and one
 * of another, the alias; a call takes a column and a height. (A. Walker's alias method, in M. Vose's way to build it.)
 */
final class WeightedRandom implements Balancer {
    @Override
    public Picker over(List<? extends Candidate> list) {
        return new AliasTable(Eligible.among(list));
    }

    private static final class AliasTable implements Picker {
        private final Candidate[] candidates;
        private final Candidate[] aliases;
        /** How much of each column is its own candidate's, of 2^32. */
        private final long[] own;

        AliasTable(Eligible eligible) {
            candidates = eligible.candidates();
            aliases = candidates.clone();
            own = new long[candidates.length];
            double[] heights = eligible.weights();
            double average = eligible.totalWeight() / candidates.length;
            int[] stack = new int[candidates.length]; // the low ones from its beginning, the high ones from its end
            int low = 0;
            int high = candidates.length;
            for (int i = 0; i < candidates.length; i++) {
                heights[i] /= average;
                stack[heights[i] < 1 ? low++ : --high] = i;
            }
            while (low > 0 && high < candidates.length) {
                int column = stack[--low];
                int giver = stack[high];
                own[column] = share(heights[column]);
                aliases[column] = candidates[giver];
                heights[giver] -= 1 - heights[column];
                if (heights[giver] < 1) {
                    high++;
                    stack[low++] = giver;
                }
            }
            // What is left is full, but for rounding, and its alias is itself.
        }

        private static long share(double height) {
            return (long) (height * (1L << Integer.SIZE));
        }

        @Override
        public Candidate pick(int hash) {
            long random = ThreadLocalRandom.current().nextLong();
            int column = (int) (((random >>> Integer.SIZE) * candidates.length) >>> Integer.SIZE);
            long height = random & 0xffff_ffffL;
            return (height < own[column] ? candidates : aliases)[column];
        }
    }
}

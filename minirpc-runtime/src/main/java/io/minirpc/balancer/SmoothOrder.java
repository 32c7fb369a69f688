package io.minirpc.balancer;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Mixes the slots of a round so that after any number of turns each owner is within one turn of its fair share: each of
 * an owner's turns has a window of the round, and of those whose window has begun that goes first whose window ends
 * first. (The windows are those of Pfair scheduling; S. Baruah and others, "Proportionate progress", 1996.)
 */
final class SmoothOrder {
    private static final int NONE = -1;

    private final int slots;
    private final int[] count;
    private final int[] done;
    /** The owners whose next window begins at a time: the first of each time, and who comes after whom. */
    private final int[] beginning;

    private final int[] after;
    /** Those whose window has begun, as its end and the owner. */
    private final PriorityQueue<Long> ready = new PriorityQueue<>();

    private SmoothOrder(int slots, int owners) {
        this.slots = slots;
        count = new int[owners];
        done = new int[owners];
        after = new int[owners];
        beginning = new int[slots + 1];
        Arrays.fill(beginning, NONE);
    }

    /**
     * Returns the slots in the order of their turn.
     *
     * @param owners who owns each slot, ascending, from 0 on
     */
    static int[] of(int[] owners) {
        SmoothOrder order = new SmoothOrder(owners.length, owners[owners.length - 1] + 1);
        int[] firstSlot = new int[order.count.length];
        for (int slot = owners.length - 1; slot >= 0; slot--) {
            order.count[owners[slot]]++;
            firstSlot[owners[slot]] = slot;
        }
        return order.mix(firstSlot);
    }

    private int[] mix(int[] firstSlot) {
        for (int owner = count.length - 1; owner >= 0; owner--) {
            if (count[owner] > 0) {
                await(owner, 0);
            }
        }
        int[] order = new int[slots];
        for (int time = 0; time < slots; time++) {
            for (int owner = beginning[time]; owner != NONE; owner = after[owner]) {
                ready.add((windowEnd(owner) << Integer.SIZE) | owner);
            }
            int owner = ready.remove().intValue();
            order[time] = firstSlot[owner] + done[owner]++;
            if (done[owner] < count[owner]) {
                await(owner, Math.max(time + 1, (int) ((long) done[owner] * slots / count[owner])));
            }
        }
        return order;
    }

    private void await(int owner, int time) {
        after[owner] = beginning[time];
        beginning[time] = owner;
    }

    private long windowEnd(int owner) {
        return -Math.floorDiv(-(done[owner] + 1L) * slots, (long) count[owner]);
    }
}

package io.minirpc.gochat.store;

import java.util.List;

/** The owners of machine numbers. Thread-safe; each method is a transaction of its own on the caller's thread. */
public interface MachineStore {
    static MachineStore of(Database database) {
        return new SqlMachineStore(database);
    }

    /**
     * The owner of a machine number.
     *
     * @param boot names one claim of the number, 1 to 64 characters of ASCII
     * @param untilMs the last time, in UTC milliseconds, at which ids of this owner may have been made
     */
    record Machine(int number, String boot, long untilMs) {}

    /** Returns all numbers that ever had an owner, in ascending order. */
    List<Machine> all();

    /** Records the first owner of a number; returns false where it had one before. */
    boolean add(Machine machine);

    /** Records a new owner in the place of one that was seen; returns false where that one has moved since. */
    boolean replace(Machine seen, Machine machine);

    /** Moves the time of an owner; returns false where the number has another owner by now. */
    boolean extend(Machine machine);
}

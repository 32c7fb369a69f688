package io.minirpc.gochat.cluster;

import java.util.Optional;

/** The keys of the command, and what each does. */
enum Keys {
    KILL_GATEWAY('g'),
    FREEZE_GATEWAY('G'),
    KILL_SERVICE('s'),
    FREEZE_SERVICE('S'),
    KILL_REDIS('r'),
    FREEZE_REDIS('R'),
    KILL_DATABASE('m'),
    FREEZE_DATABASE('M'),
    KILL_ETCD('e'),
    FREEZE_ETCD('E'),
    EMPTY_REDIS('f'),
    END('q');

    /** The line that explains them. */
    static final String HELP = "g s r m e  kills a gateway, a service, Redis, MariaDB, etcd; as a capital, freezes it"
            + System.lineSeparator() + "           f  empties Redis    q  ends the load, and judges";

    private final char key;

    Keys(char key) {
        this.key = key;
    }

    static Optional<Keys> of(int typed) {
        for (Keys each : values()) {
            if (each.key == typed) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Returns what the key does to a cluster; throws IllegalStateException for the one that ends the load. */
    Fault fault(Faults faults) {
        return switch (this) {
            case KILL_GATEWAY -> faults.killed(faults.gateway());
            case FREEZE_GATEWAY -> faults.frozen(faults.gateway());
            case KILL_SERVICE -> faults.killed(faults.service());
            case FREEZE_SERVICE -> faults.frozen(faults.service());
            case KILL_REDIS -> faults.killed(faults.named(Cluster.REDIS));
            case FREEZE_REDIS -> faults.frozen(faults.named(Cluster.REDIS));
            case KILL_DATABASE -> faults.killed(faults.named(Cluster.DATABASE));
            case FREEZE_DATABASE -> faults.frozen(faults.named(Cluster.DATABASE));
            case KILL_ETCD -> faults.killed(faults.named(Cluster.ETCD));
            case FREEZE_ETCD -> faults.frozen(faults.named(Cluster.ETCD));
            case EMPTY_REDIS -> faults.flushed();
            case END -> throw new IllegalStateException("not a fault");
        };
    }
}

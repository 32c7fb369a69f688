package io.minirpc.gochat.store;

/** The connections of a pool that are of no use after a failure. */
enum Damage {
    /** None: the server has answered, and what was begun is rolled back. */
    NONE,
    /** The one that failed, since what is open on it is unknown. */
    THIS,
    /** All: what broke one connection, as a restart, broke the others too. */
    ALL,
    /** All, for they lead to a server that only reads, as after a failover. New ones may lead there for a while. */
    MISLED
}

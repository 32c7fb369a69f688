package io.minirpc.gochat;

import java.util.Locale;

/** The part of gochat that a process is. */
enum ProcessRole {
    /** Gateway and services in one process. */
    ALL,

    /** Holds the connections of clients; finds services by etcd. */
    GATEWAY,

    /** Decides and keeps; announces itself in etcd. */
    SERVICE;

    /** Returns the role as it is written in settings. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.minirpc.gochat.gateway;

import io.minirpc.gochat.trace.Device;

/**
 * Whose connection it is.
 *
 * @param id the session's id
 * @param traced user and device as traces have them
 */
record Session(long user, long id, String device, Device traced) {
    Session(long user, long id, String device) {
        this(user, id, device, new Device(user, device));
    }
}

package io.minirpc.processor.lock;

import java.util.List;

/** Opens one line of a lock, so that the next compilation and the next update take what they find there. */
final class Opening {
    private final String key;
    private final String reason;
    private int opened;
    private int gone;

    private Opening(String key, String reason) {
        this.key = key;
        this.reason = reason;
    }

    /** Returns the lock with the line of a key open. */
    static LockFile open(LockFile lock, String key, String reason) throws LockException {
        if (reason.isBlank() || reason.chars().anyMatch(Character::isISOControl)) {
            throw new LockException(
                    "REASON: \"" + reason
                            + "\" (expected: a text on one line that a reviewer understands, such as \"2.0: no 1.x peers since May\")");
        }
        Opening opening = new Opening(key, reason.strip());
        LockFile open = opening.apply(lock);
        if (opening.opened > 1) {
            throw new LockException("KEY: " + key + " means " + opening.opened
                    + " lines; write \"any ! REASON\" at the end of the right one by hand");
        }
        if (opening.opened == 0) {
            throw new LockException("KEY: " + key
                    + (opening.gone > 0
                            ? " is gone already, so that nothing can be accepted there"
                            : " is not in the lock (expected: a key as errors show it, such as shop.Order.price,"
                                    + " Bakery.bake or Bakery.bake.pieces)"));
        }
        return open;
    }

    private LockFile apply(LockFile lock) {
        List<LockedService> services =
                lock.services().stream().map(this::service).toList();
        List<LockedType> types = lock.types().stream().map(this::type).toList();
        return new LockFile(services, types);
    }

    private LockedService service(LockedService service) {
        Key block = Key.of(service.name());
        List<LockedMethod> methods = service.methods().stream()
                .map(method -> method(block.child(method.name()), method))
                .toList();
        return service.with(methods).with(status(block, service.status()));
    }

    private LockedMethod method(Key own, LockedMethod method) {
        return method.with(lines(own, method.parameters())).with(status(own, method.status()));
    }

    private LockedType type(LockedType type) {
        Key block = Key.of(type.name());
        return type.with(lines(block, type.lines())).with(status(block, type.status()));
    }

    private List<LockedLine> lines(Key block, List<LockedLine> lines) {
        return lines.stream()
                .map(line -> line.with(status(block.child(line.name()), line.status())))
                .toList();
    }

    private Status status(Key own, Status status) {
        if (!own.toString().equals(key)) {
            return status;
        }
        if (status.isGone()) {
            gone++;
            return status;
        }
        opened++;
        return new Status(Status.State.OPEN, reason);
    }
}

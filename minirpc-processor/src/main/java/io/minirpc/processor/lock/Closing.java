package io.minirpc.processor.lock;

import java.util.List;

/** Ends blocks and methods. Their lines stay as they were, so that a name that returns gets its numbers back. */
final class Closing {
    private Closing() {}

    static LockedService gone(LockedService service) {
        List<LockedMethod> methods = service.methods().stream()
                .map(method -> closed(method).with(closed(method.status())))
                .toList();
        return service.with(methods).with(service.status().as(Status.State.GONE));
    }

    static LockedMethod gone(LockedMethod method) {
        return closed(method).with(method.status().as(Status.State.GONE));
    }

    static LockedType gone(LockedType type) {
        return type.with(closed(type.lines())).with(type.status().as(Status.State.GONE));
    }

    private static LockedMethod closed(LockedMethod method) {
        return method.with(closed(method.parameters()));
    }

    private static List<LockedLine> closed(List<LockedLine> lines) {
        return lines.stream().map(line -> line.with(closed(line.status()))).toList();
    }

    private static Status closed(Status status) {
        return status.isOpen() ? status.as(Status.State.LIVE) : status;
    }
}

package io.minirpc.gochat.route.memory;

import io.minirpc.gochat.route.Hints;
import io.minirpc.gochat.route.HintsContract;

class MemoryHintsTest extends HintsContract {
    private final Hints hints = new MemoryHints();

    @Override
    protected Hints hints() {
        return hints;
    }
}

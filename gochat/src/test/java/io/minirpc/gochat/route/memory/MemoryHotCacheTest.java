package io.minirpc.gochat.route.memory;

import io.minirpc.gochat.route.HotCache;
import io.minirpc.gochat.route.HotCacheContract;

class MemoryHotCacheTest extends HotCacheContract {
    private final HotCache cache = new MemoryHotCache();

    @Override
    protected HotCache cache() {
        return cache;
    }
}

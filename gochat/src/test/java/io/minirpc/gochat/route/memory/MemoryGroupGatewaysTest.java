package io.minirpc.gochat.route.memory;

import io.minirpc.gochat.route.GroupGateways;
import io.minirpc.gochat.route.GroupGatewaysContract;

class MemoryGroupGatewaysTest extends GroupGatewaysContract {
    private final GroupGateways groups = new MemoryGroupGateways();

    @Override
    protected GroupGateways groups() {
        return groups;
    }
}

package io.minirpc.gochat;

import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.RequiresRedis;
import org.junit.jupiter.api.Tag;

/** The same with two services and two gateways, on MariaDB, Redis and etcd. */
@RequiresMariaDb
@RequiresRedis
@RequiresEtcd
@Tag("soak")
class FleetWholeServerTest extends WholeServerTest {
    @Override
    Site site() {
        return new Fleet();
    }
}

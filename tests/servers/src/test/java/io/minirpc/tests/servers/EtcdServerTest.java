package io.minirpc.tests.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.localservers.EtcdControl;
import io.minirpc.localservers.EtcdServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@RequiresEtcd
class EtcdServerTest {
    @Test
    void aRestartKeepsTheDataAndAnEmptyOneDoesNot() throws Exception {
        try (EtcdServer etcd = EtcdServer.start()) {
            String url = etcd.url();
            etcd.control().put("/a", "1");

            etcd.kill();
            assertThatThrownBy(() -> etcd.control().get("/a")).isInstanceOf(IOException.class);
            etcd.restart();
            assertThat(etcd.url()).isEqualTo(url);
            assertThat(etcd.control().list("/")).containsEntry("/a", "1");

            etcd.restartEmpty();
            assertThat(etcd.control().get("/a")).isNull();
        }
    }

    @Test
    void whoAsksForAPasswordRefusesOthers() throws Exception {
        try (EtcdServer etcd = EtcdServer.builder().password("secret").start()) {
            etcd.control().put("/a", "1");
            assertThat(etcd.control().get("/a")).isEqualTo("1");

            assertThatThrownBy(() -> new EtcdControl(etcd.url()).get("/a")).hasMessageContaining("user name is empty");
        }
    }
}

package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VersionOneServersTest {
    private static final long MEMORY = VersionOneServers.MEMORY.toNanos();

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - MEMORY / 2); // the clock may overflow
    private final VersionOneServers servers = new VersionOneServers(now::get);

    @Test
    void addressIsForgottenAfterAWhile() {
        assertThat(servers.add("a:1")).isTrue();
        assertThat(servers.contains("a:1")).isTrue();
        assertThat(servers.contains("b:1")).isFalse();
        now.addAndGet(MEMORY - 1);
        assertThat(servers.contains("a:1")).isTrue();
        now.addAndGet(1);
        assertThat(servers.contains("a:1")).isFalse();
        assertThat(servers.add("a:1")).isTrue();
    }

    @Test
    void addressIsRememberedFromTheLastTimeOn() {
        servers.add("a:1");
        now.addAndGet(MEMORY / 2);
        assertThat(servers.add("a:1")).isFalse();
        now.addAndGet(MEMORY / 2 + 1);
        assertThat(servers.contains("a:1")).isTrue();
    }

    @Test
    void addressThatSaysHelloIsForgotten() {
        servers.add("a:1");
        assertThat(servers.remove("a:1")).isTrue();
        assertThat(servers.remove("a:1")).isFalse();
        assertThat(servers.contains("a:1")).isFalse();
    }
}

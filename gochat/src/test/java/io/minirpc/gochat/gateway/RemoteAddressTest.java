package io.minirpc.gochat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAddressTest {
    private static final String PROXY = "192.0.2.1";
    private final RemoteAddress addresses = new RemoteAddress(Set.of(PROXY, "192.0.2.2", "2001:db8::1"));

    @Test
    void forgedHeaderOfAClientDoesNotCount() throws Exception {
        assertThat(of("198.51.100.7", "203.0.113.1")).isEqualTo("198.51.100.7");
        assertThat(of("198.51.100.7", PROXY)).isEqualTo("198.51.100.7");
    }

    @Test
    void proxyNamesTheClient() throws Exception {
        assertThat(of(PROXY, "203.0.113.1")).isEqualTo("203.0.113.1");
        assertThat(of("2001:db8::1", "2001:DB8:0::9")).isEqualTo("2001:db8::9");
        assertThat(of(PROXY)).isEqualTo(PROXY);
    }

    @Test
    void onlyWhatProxiesWroteCounts() throws Exception {
        assertThat(of(PROXY, "10.0.0.1, 203.0.113.1")).isEqualTo("203.0.113.1");
        assertThat(of(PROXY, "10.0.0.1, 203.0.113.1, 192.0.2.2")).isEqualTo("203.0.113.1");
        assertThat(of(PROXY, "10.0.0.1", "203.0.113.1")).isEqualTo("203.0.113.1");
    }

    @Test
    void whatIsNoAddressEndsTheChain() throws Exception {
        for (String header : new String[] {"", "unknown", "x'; --", "1.2.3.4:80", ",,,", "999.1.1.1"}) {
            assertThat(of(PROXY, header)).isEqualTo(PROXY);
        }
        assertThat(of(PROXY, "192.0.2.2,".repeat(10_000) + "192.0.2.2")).isEqualTo("192.0.2.2");
    }

    @Test
    void networkOfOneHostIsCountedAsOne() {
        assertThat(RemoteAddress.limitKey("2001:db8:1:2:3:4:5:6"))
                .isEqualTo(RemoteAddress.limitKey("2001:db8:1:2::9"))
                .isNotEqualTo(RemoteAddress.limitKey("2001:db8:1:3::9"));
        assertThat(RemoteAddress.limitKey("203.0.113.1")).isEqualTo("203.0.113.1");
        assertThat(RemoteAddress.limitKey("local")).isEqualTo("local");
    }

    @Test
    void networkOfProxiesIsTrustedAsAWhole() throws Exception {
        RemoteAddress networks = new RemoteAddress(Set.of("10.42.0.0/15", "2001:db8:7::/47"));

        assertThat(of(networks, "10.43.255.255", "203.0.113.1")).isEqualTo("203.0.113.1");
        assertThat(of(networks, "2001:db8:6:1::9", "203.0.113.1")).isEqualTo("203.0.113.1");
        assertThat(of(networks, "10.42.0.1", "203.0.113.1, 10.43.0.1")).isEqualTo("203.0.113.1");
        assertThat(of(networks, "10.44.0.0", "203.0.113.1")).isEqualTo("10.44.0.0");
        assertThat(of(networks, "10.41.255.255", "203.0.113.1")).isEqualTo("10.41.255.255");
        assertThat(of(networks, "2001:db8:8::", "203.0.113.1")).isEqualTo("2001:db8:8::");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/0", "10.0.0.0/", "10.0.0/8", "::/129", "/8", ""})
    void proxyThatIsNoAddressIsRefused(String proxy) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RemoteAddress(Set.of(proxy)))
                .withMessage("address: " + proxy + " (expected: an IP address, or a network such as 10.0.0.0/8)");
    }

    private String of(String peer, String... forwarded) throws UnknownHostException {
        return of(addresses, peer, forwarded);
    }

    private static String of(RemoteAddress addresses, String peer, String... forwarded) throws UnknownHostException {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.add("X-Forwarded-For", List.of(forwarded));
        return addresses.of(InetAddress.getByName(peer), headers);
    }
}

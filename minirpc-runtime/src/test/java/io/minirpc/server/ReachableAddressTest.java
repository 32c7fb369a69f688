package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.server.ReachableAddress.Network;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The choice of the address that is announced, among networks that no machine here has. */
class ReachableAddressTest {
    private static final Network LOOPBACK = network("lo", "127.0.0.1", "::1");
    private static final Network DOCKER = network("docker0", "172.17.0.1");
    private static final Network ETHERNET = network("eth0", "10.77.0.1", "2001:db8::7");

    private static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Network network(String name, String... addresses) {
        return new Network(
                name,
                true,
                false,
                Arrays.stream(addresses).map(ReachableAddressTest::ip).toList());
    }

    private static Network down(Network network) {
        return new Network(network.name(), false, false, network.addresses());
    }

    private static Network pointToPoint(Network network) {
        return new Network(network.name(), true, true, network.addresses());
    }

    private static String chosen(Network... networks) {
        return chosen(List.of(), List.of(networks)).getHostAddress();
    }

    private static InetAddress chosen(List<InetAddress> routes, List<Network> networks) {
        return ReachableAddress.choose(routes, () -> networks);
    }

    @Test
    void addressOfTheRouteOutIsChosen() {
        List<Network> networks = List.of(DOCKER, ETHERNET, network("eth1", "192.168.3.4"));
        assertThat(chosen(List.of(ip("192.168.3.4")), networks)).isEqualTo(ip("192.168.3.4"));
        assertThat(chosen(List.of(ip("192.168.3.4"), ip("2001:db8::7")), networks))
                .isEqualTo(ip("192.168.3.4"));
        assertThat(chosen(List.of(ip("2001:db8::7")), networks)).isEqualTo(ip("2001:db8::7"));
    }

    @Test
    void routesThatNobodyElseCanUseAreNotChosen() {
        for (String useless : List.of("0.0.0.0", "::", "127.0.0.1", "::1", "169.254.7.7", "fe80::1", "224.0.0.1")) {
            assertThat(chosen(List.of(ip(useless)), List.of(LOOPBACK, ETHERNET)))
                    .isEqualTo(ip("10.77.0.1"));
        }
    }

    @Test
    void bridgesOfContainersComeLast() {
        for (String name : List.of(
                "docker0",
                "docker_gwbridge",
                "br-5f2c",
                "veth1a2b",
                "virbr0",
                "cni0",
                "flannel.1",
                "cali12",
                "podman1")) {
            assertThat(chosen(network(name, "172.17.0.1"), ETHERNET)).isEqualTo("10.77.0.1");
            assertThat(chosen(ETHERNET, network(name, "172.17.0.1"))).isEqualTo("10.77.0.1");
        }
        assertThat(chosen(DOCKER, network("eth0", "2001:db8::7"))).isEqualTo("2001:db8:0:0:0:0:0:7");
        assertThat(chosen(LOOPBACK, DOCKER)).isEqualTo("172.17.0.1");
    }

    @Test
    void pointToPointLinksComeLast() {
        Network tunnel = pointToPoint(network("tun0", "10.8.0.6"));
        assertThat(chosen(tunnel, ETHERNET)).isEqualTo("10.77.0.1");
        assertThat(chosen(tunnel)).isEqualTo("10.8.0.6");
    }

    @Test
    void ipv4ComesBeforeIpv6WhateverTheInterface() {
        assertThat(chosen(network("eth0", "2001:db8::7", "10.77.0.1"))).isEqualTo("10.77.0.1");
        assertThat(chosen(network("eth0", "2001:db8::7"), network("eth1", "10.77.0.1")))
                .isEqualTo("10.77.0.1");
        assertThat(chosen(network("eth0", "10.77.0.1"), network("eth1", "10.78.0.1")))
                .isEqualTo("10.77.0.1");
    }

    @Test
    void interfacesThatAreDownAndAddressesOfTheLinkAreNotChosen() {
        assertThat(chosen(down(ETHERNET), network("eth1", "169.254.1.2", "fe80::2", "10.78.0.1")))
                .isEqualTo("10.78.0.1");
        assertThat(chosen(LOOPBACK, down(ETHERNET), network("eth1", "fe80::2")))
                .isEqualTo(InetAddress.getLoopbackAddress().getHostAddress());
        assertThat(chosen()).isEqualTo(InetAddress.getLoopbackAddress().getHostAddress());
    }

    @Test
    void networksAreReadOnlyWithoutARoute() {
        assertThat(ReachableAddress.choose(List.of(ip("192.168.3.4")), () -> {
                    throw new AssertionError("asked for the networks");
                }))
                .isEqualTo(ip("192.168.3.4"));
    }

    @Test
    void networksThatCannotBeReadAreLeftOut() {
        assertThat(ReachableAddress.networks(List.of(LOOPBACK, DOCKER, ETHERNET), network -> {
                    if (network.equals(DOCKER)) {
                        throw new SocketException("No such device");
                    }
                    return network;
                }))
                .containsExactly(LOOPBACK, ETHERNET);
    }
}

package io.minirpc.gochat.route.redis;

import org.jspecify.annotations.Nullable;

/** The names of keys and channels. All begin with the epoch of the database. Immutable. */
final class Keys {
    private final String epoch;
    private final String channels;

    Keys(String epoch) {
        this.epoch = epoch;
        channels = epoch + ":gateway:";
    }

    /** A hash: connection to gateway. */
    String routes(long user) {
        return epoch + ":routes:" + user;
    }

    /** A set of gateways. */
    String gateways(String group) {
        return epoch + ":group:" + group + ":gateways";
    }

    /** A string: what a gateway has last written to it. */
    String lease(String gateway) {
        return epoch + ":lease:" + gateway;
    }

    /** A list: the conversations that wait for a user. */
    String hints(long user) {
        return epoch + ":hints:" + user;
    }

    /** A sorted set: the last messages of a conversation. */
    String hot(String conversation, long editVersion) {
        return epoch + ":hot:" + conversation + ":" + editVersion;
    }

    /** Returns the channel of a gateway. */
    String channel(String gateway) {
        return channels + gateway;
    }

    /** Returns a pattern for the channels of all gateways. */
    String anyChannel() {
        return channels.replaceAll("[\\\\*?\\[\\]^-]", "\\\\$0") + "*";
    }

    /** Returns the gateway of a channel, or null if it is no channel of a gateway. */
    @Nullable
    String gatewayOf(String channel) {
        return channel.startsWith(channels) ? channel.substring(channels.length()) : null;
    }
}

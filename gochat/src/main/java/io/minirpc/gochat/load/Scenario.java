package io.minirpc.gochat.load;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The scenarios, in the order in which {@code --all} plays them. */
enum Scenario {
    /** Connections one after the other at a steady rate. */
    CONNECT,

    /** Connections to one gateway that are only kept. */
    IDLE,

    /** Messages between pairs of users. */
    ONE_TO_ONE,

    /** Messages in groups below 200 members, which are pushed member by member. */
    GROUP,

    /** Messages in a group above, which are pushed once for each gateway. */
    LARGE_GROUP,

    /** The end of a gateway whose connections all come back at once, while messages are sent. */
    RECONNECT,

    /** The original design: 1,000 connections that write alone and in groups, some of them away for a while. */
    ORIGINAL;

    /** A minute: JVMs compile what they run often, and five of them share a few cores. */
    private static final int WARM_UP = 60;

    /** Returns the scenario of a word, such as {@code one-to-one}. */
    static Scenario of(String word) {
        return valueOf(word.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Returns the words of all. */
    static List<String> words() {
        return Stream.of(values()).map(Scenario::word).toList();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the size at which floors are asked. */
    Size size() {
        return switch (this) {
            case CONNECT -> new Size(10_000, 1_000, WARM_UP, 0, 0, 0);
            case IDLE -> new Size(10_000, 0, 10, 60, 0, 0);
            case ONE_TO_ONE -> new Size(1_000, 2_100, WARM_UP, 30, 0, 0);
            case GROUP -> new Size(1_000, 310, WARM_UP, 30, 10, 100);
            case LARGE_GROUP -> new Size(1_000, 31, WARM_UP, 30, 1, 1_000);
            case RECONNECT -> new Size(10_000, 100, WARM_UP, 30, 0, 0);
            case ORIGINAL -> new Size(1_000, 100, WARM_UP, 60, 20, 50);
        };
    }

    Script script() {
        return switch (this) {
            case CONNECT -> new ConnectScript();
            case IDLE -> new IdleScript();
            case ONE_TO_ONE -> MessageScript.ofPairs();
            case GROUP, LARGE_GROUP -> MessageScript.ofGroups();
            case RECONNECT -> new ReconnectScript();
            case ORIGINAL -> MessageScript.ofPairsAndGroups();
        };
    }

    /** Returns where devices connect first: those of idle and reconnect at the first gateway. */
    int firstGateway(int device) {
        return switch (this) {
            case IDLE -> 0;
            case RECONNECT -> ReconnectScript.firstGateway(device);
            default -> device;
        };
    }
}

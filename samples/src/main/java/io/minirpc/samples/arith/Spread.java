package io.minirpc.samples.arith;

import io.minirpc.balancer.Balancer;
import io.minirpc.balancer.Balancers;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The ways to spread calls over servers, by the names they have on the command line. */
enum Spread {
    ROUND_ROBIN,
    WEIGHTED_ROUND_ROBIN,
    WEIGHTED_RANDOM,
    CONSISTENT_HASH,
    LEAST_LOADED;

    Balancer newBalancer() {
        return switch (this) {
            case ROUND_ROBIN -> Balancers.roundRobin();
            case WEIGHTED_ROUND_ROBIN -> Balancers.weightedRoundRobin();
            case WEIGHTED_RANDOM -> Balancers.weightedRandom();
            case CONSISTENT_HASH -> Balancers.consistentHash();
            case LEAST_LOADED -> Balancers.leastLoaded();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads a name; what is none is a matter of usage. */
    static final class Converter implements CommandLine.ITypeConverter<Spread> {
        @Override
        public Spread convert(String text) {
            return Arrays.stream(values())
                    .filter(spread -> spread.toString().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() ->
                            new CommandLine.TypeConversionException("\"" + text + "\" (expected: " + names() + ")"));
        }

        private static String names() {
            return Arrays.stream(values()).map(Spread::toString).collect(Collectors.joining(", "));
        }
    }
}

package io.minirpc.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;

/** What the meters of one side have in common. */
record MeterSettings(
        MeterRegistry registry, Names names, Tags tags, boolean histogram, List<Duration> buckets, boolean sizes) {
    /** What the meters are called. */
    record Names(String calls, String inFlight, String requestSize, String responseSize) {
        /**
         * @param side such as minirpc.client
         * @param what such as calls
         */
        static Names of(String side, String what) {
            String calls = side + '.' + what;
            String sized = what.equals("calls") ? side : calls;
            return new Names(calls, calls + ".in.flight", sized + ".request.size", sized + ".response.size");
        }
    }
}

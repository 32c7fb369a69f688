package io.minirpc.gochat;

import java.util.HashMap;
import java.util.Map;

/** Settings of tests, by their names. */
final class TestSettings {
    private TestSettings() {}

    /**
     * Returns some settings and others, which count more.
     *
     * @param namesAndValues by turns
     */
    static Map<String, String> with(Map<String, String> settings, String... namesAndValues) {
        Map<String, String> all = new HashMap<>(settings);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return all;
    }
}

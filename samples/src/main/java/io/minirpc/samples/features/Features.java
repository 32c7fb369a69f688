// run: features - what filters do: deadlines, limits, retries, breakers, tracing, metrics, tokens, one after the other
package io.minirpc.samples.features;

import java.util.List;

/** Shows every filter at work, each with real servers and clients in this process. */
final class Features {
    private static final List<Feature> ALL = List.of(
            new OwnFilterFeature(),
            new DeadlineFeature(),
            new RetryFeature(),
            new HedgingFeature(),
            new FallbackFeature(),
            new CircuitBreakerFeature(),
            new RateLimitFeature(),
            new ConcurrencyLimitFeature(),
            new AuthenticationFeature(),
            new CallerFeature(),
            new LoggingFeature(),
            new TracingFeature(),
            new MetricsFeature());

    private Features() {}

    /** Takes the names of the features to show; all where there are none. */
    public static void main(String[] args) throws Exception {
        List<String> wanted = List.of(args);
        for (String name : wanted) {
            if (ALL.stream().noneMatch(feature -> feature.name().equals(name))) {
                List<String> names = ALL.stream().map(Feature::name).toList();
                System.err.println("features: no feature " + name + " (expected: " + String.join(", ", names) + ")");
                System.exit(2);
            }
        }
        warmUp();
        int number = 0;
        for (Feature feature : ALL) {
            number++;
            if (wanted.isEmpty() || wanted.contains(feature.name())) {
                show(number, feature);
            }
        }
    }

    /** Loads what the first call loads, so that the times to be read are those of calls. */
    private static void warmUp() {
        try (Stage stage = new Stage()) {
            stage.client(stage.server(new MoodyKitchen()), (call, next) -> next.invoke(call))
                    .cook("nothing");
        }
    }

    private static void show(int number, Feature feature) throws Exception {
        System.out.printf("%d. %s: %s%n", number, feature.name(), feature.what());
        try (Stage stage = new Stage()) {
            feature.show(stage);
        }
        System.out.println();
    }
}

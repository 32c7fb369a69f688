package io.minirpc.gochat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The metrics that a process prints, in the text format of Prometheus.
 *
 * @param labels the labels of each metric
 */
record MetricsText(Map<String, Set<String>> labels) {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    static MetricsText read(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return of(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }

    static MetricsText of(String text) {
        Map<String, Set<String>> labels = new HashMap<>();
        text.lines().map(SAMPLE::matcher).filter(sample -> sample.matches()).forEach(sample -> {
            Set<String> own = labels.computeIfAbsent(sample.group(1), name -> new HashSet<>());
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> own.add(label.group(1)));
            }
        });
        return new MetricsText(labels);
    }
}

package io.minirpc.gochat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The dashboard of Grafana, as it is provisioned. */
final class Dashboard {
    /**
     * A query of a panel.
     *
     * @param expression in PromQL, with a window of time where Grafana sets one
     * @param legend the text of a line, with labels as {@code {{label}}}
     */
    record Query(String panel, String expression, String legend) {
        Query over(String window) {
            return new Query(panel, expression.replace("$__rate_interval", window), legend);
        }
    }

    private Dashboard() {}

    /** Returns all panels, without the rows that order them. */
    static List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        for (JsonNode panel : DeployFiles.json("grafana/dashboards/gochat.json").get("panels")) {
            if (!panel.get("type").asText().equals("row")) {
                panels.add(panel);
            }
        }
        return panels;
    }

    /** Returns all queries, with a window such as {@code 1m}. */
    static List<Query> queries(String window) {
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.get("targets")) {
                queries.add(new Query(
                                panel.get("title").asText(),
                                target.get("expr").asText(),
                                target.get("legendFormat").asText())
                        .over(window));
            }
        }
        return queries;
    }
}

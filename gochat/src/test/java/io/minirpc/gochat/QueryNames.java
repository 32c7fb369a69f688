package io.minirpc.gochat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The names in an expression of PromQL. Knows what dashboards use: selectors, functions, aggregations, arithmetic.
 *
 * @param metrics the metrics that it selects
 * @param labels the labels that it matches, and those by which it groups
 * @param groups the labels by which it groups, which its results have
 */
record QueryNames(Set<String> metrics, Set<String> labels, Set<String> groups) {
    private static final Pattern WINDOW = Pattern.compile("\\[[^]]*]");
    private static final Pattern GROUPING = Pattern.compile("\\b(by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.:])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "sum", "max", "min", "avg", "count", "topk");

    static QueryNames of(String expression) {
        Set<String> labels = new HashSet<>();
        Set<String> groups = new HashSet<>();
        String rest = WINDOW.matcher(expression).replaceAll("");
        GROUPING.matcher(rest).results().forEach(found -> groups.addAll(words(found.group(2))));
        rest = GROUPING.matcher(rest).replaceAll("");
        MATCHERS.matcher(rest)
                .results()
                .forEach(found ->
                        MATCHER.matcher(found.group(1)).results().forEach(matcher -> labels.add(matcher.group(1))));
        rest = MATCHERS.matcher(rest).replaceAll("");
        Set<String> metrics = new HashSet<>();
        NAME.matcher(rest)
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .forEach(metrics::add);
        labels.addAll(groups);
        return new QueryNames(metrics, labels, groups);
    }

    private static Set<String> words(String list) {
        return new HashSet<>(Arrays.asList(list.trim().split("\\s*,\\s*")));
    }
}

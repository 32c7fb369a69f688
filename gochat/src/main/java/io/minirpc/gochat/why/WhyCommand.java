package io.minirpc.gochat.why;

import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.trace.TraceReport;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that answers why a message was late. */
@Command(
        name = "why",
        description = {
            "Prints the way of a message through all processes, and where its time went.",
            "",
            "Each process keeps its last 10,000 steps of messages. They name users and devices, and never",
            "what was written.",
            ""
        },
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:printed",
            "1:no process knows the message",
            "2:wrong usage",
            "3:no process, or etcd, was reachable"
        })
public final class WhyCommand implements Callable<Integer> {
    private static final int UNKNOWN = 1;
    private static final int UNREACHABLE = 3;
    private static final String ONE_PROCESS = "http://127.0.0.1:8080";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "MESSAGE-ID", description = "The id of the message, as sent and msg have it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String message;

    @Option(
            names = "--process",
            paramLabel = "URL",
            description = "A process to ask, by the address of its health. May be repeated. Default, without --etcd: "
                    + ONE_PROCESS + ".")
    private List<URI> processes = List.of();

    @Option(
            names = "--etcd",
            paramLabel = "URL",
            split = ",",
            defaultValue = "${env:GOCHAT_ETCD:-}",
            description = "The etcd that lists the processes, as in the settings of gochat. Default: GOCHAT_ETCD.")
    private List<String> etcd = List.of();

    @Override
    public Integer call() throws InterruptedException {
        long id = Ids.parse(message);
        if (id == 0) {
            throw new ParameterException(
                    spec.commandLine(), "MESSAGE-ID: " + message + " (expected: the id of a message)");
        }
        WhyPrinter printer =
                new WhyPrinter(spec.commandLine().getOut(), spec.commandLine().getErr(), isJson());
        try {
            return explain(new TraceClient().ask(addresses(), id), printer);
        } catch (IOException | IllegalArgumentException e) {
            printer.fail(String.valueOf(e.getMessage()));
            return UNREACHABLE;
        }
    }

    /** The option is the parent's, for all of its commands. */
    private boolean isJson() {
        OptionSpec option = spec.findOption("--json");
        return option != null && Boolean.TRUE.equals(option.getValue());
    }

    private List<URI> addresses() throws IOException, InterruptedException {
        List<String> urls = etcd.stream().filter(url -> !url.isBlank()).toList();
        if (!processes.isEmpty()) {
            processes.forEach(this::requireHttp);
            return processes;
        } else if (urls.isEmpty()) {
            return List.of(URI.create(ONE_PROCESS));
        }
        List<URI> listed = Processes.find(urls);
        if (listed.isEmpty()) {
            throw new IOException("etcd lists no process (expected: one that runs with this etcd)");
        }
        return listed;
    }

    private void requireHttp(URI process) {
        String scheme = String.valueOf(process.getScheme()).toLowerCase(Locale.ROOT);
        if (process.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new ParameterException(
                    spec.commandLine(), "--process: " + process + " (expected: a URL such as " + ONE_PROCESS + ")");
        }
    }

    private int explain(Answers answers, WhyPrinter printer) {
        answers.failures().forEach((process, reason) -> printer.fail(process + " does not answer: " + reason));
        Timeline timeline = Timeline.of(answers.found());
        if (!timeline.isEmpty()) {
            printer.print(message, timeline);
            return 0;
        } else if (answers.reports().isEmpty()) {
            printer.fail("no process answers");
            return UNREACHABLE;
        }
        printer.fail("no process knows message " + message + " (asked: "
                + answers.reports().size() + "). " + reach(answers));
        return UNKNOWN;
    }

    private static String reach(Answers answers) {
        return answers.reports().stream()
                .map(TraceReport::since)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .map(since -> "They remember all since " + Instant.ofEpochMilli(TimeUnit.MICROSECONDS.toMillis(since))
                        + ", and what was late before.")
                .orElse("They have seen no message since their start.");
    }
}

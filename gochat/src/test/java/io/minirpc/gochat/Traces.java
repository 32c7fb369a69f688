package io.minirpc.gochat;

import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.trace.SpanNames;
import io.minirpc.gochat.trace.TraceReport.Step;
import io.minirpc.gochat.trace.TraceReportCodec;
import io.minirpc.gochat.why.WhyCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Questions for traces, as operators ask them. */
final class Traces {
    private Traces() {}

    /** Returns the exit code of the command, and what it printed, from the second line on. */
    static String why(String... arguments) {
        StringWriter text = new StringWriter();
        CommandLine command = new CommandLine(new WhyCommand());
        command.setOut(new PrintWriter(text)).setErr(new PrintWriter(text));
        int code = command.execute(arguments);
        return code + "\n" + text;
    }

    /** Returns what a process answers. */
    static String get(ClientResources resources, URI path) throws Exception {
        return resources
                .http()
                .send(HttpRequest.newBuilder(path).build(), BodyHandlers.ofString())
                .body();
    }

    /** Returns the ids of the traces that a process has of a message; what a device asked for is a trace of its own. */
    static Set<String> ids(ClientResources resources, URI process, String message) throws Exception {
        String report = get(resources, process.resolve("/traces/" + message));
        return TraceReportCodec.INSTANCE.fromJson(report).spans().stream()
                .filter(step -> !step.name().equals(SpanNames.FETCH))
                .map(Step::trace)
                .collect(Collectors.toSet());
    }
}

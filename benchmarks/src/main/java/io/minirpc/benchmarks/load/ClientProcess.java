package io.minirpc.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Runs a plan in two new JVMs, so that no peer meets what the compiler learnt from another. */
public final class ClientProcess {
    private static final JsonMapper JSON = new JsonMapper();

    private ClientProcess() {}

    /** Returns the flags of both JVMs. */
    public static List<String> flags() {
        return Jvm.FLAGS;
    }

    /** Runs a plan, handing on results as they come. */
    public static void run(Plan plan, Consumer<Sample> samples, Consumer<IdleSample> idleSamples)
            throws IOException, InterruptedException {
        try (Jvm client = new Jvm(ClientMain.class, plan.jvmArgs(), JSON.writeValueAsString(plan))) {
            for (String line = client.readLine(); line != null; line = client.readLine()) {
                JsonNode result = JSON.readTree(line);
                if (result.has("connections")) {
                    idleSamples.accept(JSON.treeToValue(result, IdleSample.class));
                } else {
                    samples.accept(JSON.treeToValue(result, Sample.class));
                }
            }
            if (client.await() != 0) {
                throw new IllegalStateException(plan.peer() + ": the client failed");
            }
        }
    }
}

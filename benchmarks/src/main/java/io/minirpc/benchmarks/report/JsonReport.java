package io.minirpc.benchmarks.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minirpc.benchmarks.load.IdleSample;
import io.minirpc.benchmarks.load.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Everything about a run, as JSON. */
public record JsonReport(
        String command,
        Machine machine,
        List<String> jvmFlags,
        List<Goal> targets,
        List<Figures> medians,
        List<IdleSample> idle,
        List<Sample> samples) {

    /** Puts together what there is to say about a run. */
    public static JsonReport of(Results results, String command, Machine machine, List<String> jvmFlags) {
        return new JsonReport(
                command,
                machine,
                jvmFlags,
                Goals.of(results),
                results.figures(),
                results.idleSamples(),
                results.samples());
    }

    public void writeTo(Path file) throws IOException {
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file.toFile(), this);
    }
}

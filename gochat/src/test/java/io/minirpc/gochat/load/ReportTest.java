package io.minirpc.gochat.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** The table, the JSON and the picture of a run. */
class ReportTest {
    private final Result result = new Result(
            "one-to-one",
            "a <system> & its parts",
            List.of(
                    Figure.of("messages answered", 1_990.4, "/s").atLeast(2_000),
                    Figure.of("p99 of answers", 12.25, "ms").atMost(50)),
            List.of(new Distribution("answer", 1_000, 1, 2, 12.25, 20, 31)),
            1_000,
            1_000,
            2_000,
            1_999,
            Map.of("gaps", 1L),
            0);
    private final Report report = new Report(
            "gochat-load --all", new Machine(2, "a CPU", 24L << 30, "Linux 6", "a JVM"), List.of(), List.of(result));

    @Test
    void tableSaysWhichFloorIsMissedAndWhatDidNotArrive() {
        assertThat(Table.of(report.results()))
                .containsPattern("1,990 /s +\\| >= 2000 below")
                .containsPattern("12\\.3 ms +\\| <= 50 ok")
                .contains("2,000 = 1,999")
                .contains("not equal");
        assertThat(result.isRight()).isFalse();
    }

    @Test
    void jsonKeepsEverything() {
        assertThat(ReportCodec.INSTANCE.fromJson(ReportCodec.INSTANCE.toJson(report)))
                .isEqualTo(report);
    }

    @Test
    void pictureIsWellFormed() throws Exception {
        String svg = Plot.of(report);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)))
                        .getElementsByTagName("rect")
                        .getLength())
                .isEqualTo(5); // two figures, three quantiles
        assertThat(svg).contains("a &lt;system> &amp; its parts");
    }
}

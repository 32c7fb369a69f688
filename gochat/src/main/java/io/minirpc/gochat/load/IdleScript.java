package io.minirpc.gochat.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keeps connections to one gateway, whose memory is read before and after, each time after a collection of garbage. */
final class IdleScript implements Script {
    private static final double MAX_KB = 20;
    private static final double BYTES_PER_KB = 1e3;

    @Override
    public List<Figure> play(Stage stage) throws IOException, InterruptedException {
        stage.cast();
        stage.target().renewGateway();
        warmUp(stage);
        long before = stage.gatewayMemory();
        stage.startMeasuring();
        stage.connect(Stage.CONNECTS_PER_SECOND);
        TimeUnit.SECONDS.sleep(stage.size().seconds());
        stage.stopMeasuring();
        int open = stage.crowd().tally().open.get();
        List<Figure> figures = new ArrayList<>();
        figures.add(stage.floor(Figure.of("connections on one gateway", open, "")
                .atLeast(Scenario.IDLE.size().connections())));
        if (before > 0) {
            double each = (stage.gatewayMemory() - before) / BYTES_PER_KB / Math.max(1, open);
            String process = stage.target().processes().get(0).name();
            figures.add(stage.floor(
                    Figure.of("RSS of " + process + ", each", each, "kB").atMost(MAX_KB)));
        }
        return figures;
    }

    /** Warms up classes, compiled code and buffers, so that they do not count as memory of connections. */
    private static void warmUp(Stage stage) throws IOException, InterruptedException {
        List<Device> some = stage.devices().subList(0, stage.devices().size() / 10);
        stage.connect(some, Stage.CONNECTS_PER_SECOND);
        some.forEach(device -> device.link().leave());
        stage.await("the connections end", () -> stage.crowd().tally().open.get() == 0);
    }
}

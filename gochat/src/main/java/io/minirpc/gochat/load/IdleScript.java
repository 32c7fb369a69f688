package io.minirpc.gochat.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps connections to one gateway, whose memory is read when half of them are there and when all are, each time after
 * a collection of garbage: what those of the second half take is what a connection takes. The first half also takes
 * what the warm-up has left free, and would look cheaper than it is.
 */
final class IdleScript implements Script {
    private static final double MAX_KB = 20;
    private static final double BYTES_PER_KB = 1e3;

    @Override
    public List<Figure> play(Stage stage) throws IOException, InterruptedException {
        stage.cast();
        stage.target().renewGateway();
        stage.warmUpConnections();
        stage.startMeasuring();
        List<Device> all = stage.devices();
        int half = all.size() / 2;
        stage.connect(all.subList(0, half), Stage.CONNECTS_PER_SECOND);
        TimeUnit.SECONDS.sleep(stage.size().seconds() / 2);
        Optional<Memory> ofHalf = stage.gatewayMemory();
        stage.connect(all.subList(half, all.size()), Stage.CONNECTS_PER_SECOND);
        TimeUnit.SECONDS.sleep(stage.size().seconds());
        stage.stopMeasuring();
        Optional<Memory> ofAll = stage.gatewayMemory();
        List<Figure> figures = new ArrayList<>();
        int open = stage.crowd().tally().open.get();
        figures.add(stage.floor(Figure.of("connections on one gateway", open, "")
                .atLeast(Scenario.IDLE.size().connections())));
        if (ofHalf.isPresent() && ofAll.isPresent()) {
            Memory more = ofAll.get().minus(ofHalf.get());
            int connections = all.size() - half;
            figures.add(stage.floor(kilobytes("RSS of a connection", more.resident(), connections)
                    .atMost(MAX_KB)));
            figures.add(kilobytes("live heap of a connection", more.heap(), connections));
        }
        return figures;
    }

    private static Figure kilobytes(String name, long bytes, int connections) {
        return Figure.of(name, bytes / BYTES_PER_KB / connections, "kB");
    }
}

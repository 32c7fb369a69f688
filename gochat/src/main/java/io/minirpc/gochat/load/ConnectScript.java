package io.minirpc.gochat.load;

import java.io.IOException;
import java.util.List;

/** Connects all devices at the planned rate. */
final class ConnectScript implements Script {
    @Override
    public List<Figure> play(Stage stage) throws IOException, InterruptedException {
        stage.cast();
        stage.warmUpConnections();
        stage.startMeasuring();
        long start = System.nanoTime();
        stage.connect(stage.size().rate());
        double seconds = (System.nanoTime() - start) / 1e9;
        return List.of(
                Figure.of("connections", stage.crowd().tally().open.get(), ""),
                Figure.of("connects", stage.size().connections() / seconds, "/s"));
    }
}

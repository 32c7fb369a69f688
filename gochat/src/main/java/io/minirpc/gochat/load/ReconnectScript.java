package io.minirpc.gochat.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Ends the gateway that nearly all devices are connected to, and waits until all are back. A few devices at another
 * gateway, where there is one, go on writing to some of them. A gateway that cannot be ended has its connections cut
 * all at once.
 */
final class ReconnectScript implements Script {
    private static final int STEADY = 20;
    private static final int PEERS = 10;
    private static final double MAX_SECONDS = 10;

    /** Returns the gateway at which a device begins. */
    static int firstGateway(int device) {
        return device < STEADY ? 1 : 0;
    }

    @Override
    public List<Figure> play(Stage stage) throws IOException, InterruptedException {
        stage.cast();
        stage.warmUpConnections();
        List<List<Room>> rooms = List.of(rooms(stage));
        stage.connect(Stage.CONNECTS_PER_SECOND);
        long before = stage.crowd().tally().welcomes.sum();
        CompletableFuture<Double> back = new CompletableFuture<>();
        int messages = stage.size().messages();
        stage.startMeasuring();
        stage.sendBy(messages, rooms, STEADY, step -> {
            if (step == messages / 6) {
                start(() -> storm(stage), back);
            }
        });
        double seconds = await(back);
        stage.stopMeasuring();
        stage.settle();
        long returned = stage.crowd().tally().welcomes.sum() - before;
        return List.of(
                Figure.of("reconnects", (double) returned, ""),
                stage.floor(
                        Figure.of("seconds until all were back", seconds, "s").atMost(MAX_SECONDS)));
    }

    /** Each of the steady devices writes to several others. */
    private static List<Room> rooms(Stage stage) {
        List<Device> devices = stage.devices();
        int steady = Math.min(STEADY, devices.size() / 2);
        int peers = Math.min(PEERS, (devices.size() - steady) / steady);
        Rooms rooms = new Rooms(stage);
        List<Room> all = new ArrayList<>();
        for (int i = 0; i < peers; i++) {
            for (int j = 0; j < steady; j++) {
                all.add(rooms.pair(devices.get(j), devices.get(steady + i * steady + j)));
            }
        }
        return all;
    }

    private interface Storm {
        double seconds() throws IOException, InterruptedException;
    }

    private static void start(Storm storm, CompletableFuture<Double> back) {
        Thread thread = new Thread(
                () -> {
                    try {
                        back.complete(storm.seconds());
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        back.completeExceptionally(e);
                    }
                },
                "gochat-load-storm");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns how long it took from the moment on at which a gateway could be reached. */
    private static double storm(Stage stage) throws IOException, InterruptedException {
        int all = stage.devices().size();
        Tally tally = stage.crowd().tally();
        long before = tally.welcomes.sum();
        if (!stage.target().endGateway()) {
            stage.devices().forEach(device -> device.link().cut());
        }
        long from = System.nanoTime();
        stage.await("connections are lost", () -> tally.open.get() < all || tally.welcomes.sum() > before);
        stage.await("all devices are back", () -> tally.open.get() == all);
        return (System.nanoTime() - from) / 1e9;
    }

    private static double await(CompletableFuture<Double> back) throws IOException, InterruptedException {
        try {
            return back.get();
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }
}

package io.minirpc.gochat.check;

import io.minirpc.gochat.client.ChatClient;
import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.client.ClientSettings;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** New devices of users, which read everything after the end of a run. Thread-safe; methods block. */
final class NewDevices {
    /** The name of such a device. */
    static final String DEVICE = "fresh";

    private static final long SHOWN_SECONDS = 10;
    private static final long POLL_MS = 10;

    private final Clients clients;
    private final ClientResources resources;
    private final History history;

    NewDevices(Clients clients, ClientResources resources, History history) {
        this.clients = clients;
        this.resources = resources;
        this.history = history;
    }

    /**
     * Reads everything as a new device of a user, and logs it and what the device shows beside it.
     *
     * @param user his number in the history
     * @throws IOException if the server does not answer
     */
    void read(int user, String name, ClientSettings settings) throws IOException, InterruptedException {
        ScreenLog log = history.screen(user, name + "/fresh", true);
        ScreenLog shown = history.screen(user, name + "/new", false);
        ScreenListener listener = new ScreenListener(shown, false);
        try (ChatClient client = clients.start(settings, resources, listener)) {
            Stage.await(listener.welcome());
            new FreshReader(client, log).readAll();
            awaitShown(shown, log);
            listener.freeze();
        }
    }

    /**
     * Gives a new device time to show what was read beside it; what it lacks then is judged. It may begin a long
     * conversation behind a gap, but shows it to its end.
     */
    private static void awaitShown(ScreenLog shown, ScreenLog read) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SHOWN_SECONDS);
        while (!shown.isAsFarAs(read) && System.nanoTime() - end < 0) {
            Thread.sleep(POLL_MS);
        }
    }
}

package io.minirpc.tests.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.discovery.Endpoint;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A listener that keeps the lists it is given, for tests. Thread-safe. */
public final class Lists implements Consumer<List<Endpoint>> {
    private final BlockingQueue<List<Endpoint>> lists = new LinkedBlockingQueue<>();

    /** Creates a listener that was given nothing yet. */
    public Lists() {}

    @Override
    public void accept(List<Endpoint> list) {
        lists.add(list);
    }

    /** Returns the next list, which has to come soon. */
    public List<Endpoint> next() throws InterruptedException {
        List<Endpoint> list = lists.poll(20, TimeUnit.SECONDS);
        assertThat(list).as("the next list").isNotNull();
        return list;
    }

    /** Waits for a list of these endpoints, and returns how many others came before. */
    public int awaitList(Endpoint... endpoints) throws InterruptedException {
        int others = 0;
        while (!next().equals(List.of(endpoints))) {
            others++;
        }
        return others;
    }

    /** Returns how many lists came that were not taken. */
    public int left() {
        return lists.size();
    }
}

package io.minirpc.gochat;

import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.store.Stores;
import io.minirpc.gochat.support.ForwardingBus;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** gochat that dies, as by kill -9, at a moment of its n-th commit: the two arguments before its own. */
public final class FaultyService {
    /** What halt() leaves as the exit code. */
    static final int EXIT_CODE = 99;

    /** When it dies. */
    enum Moment {
        BEFORE_ANSWER,
        BEFORE_PUSH
    }

    private final Moment moment;
    private final AtomicInteger left;

    private FaultyService(Moment moment, int commits) {
        this.moment = moment;
        this.left = new AtomicInteger(commits);
    }

    public static void main(String[] arguments) {
        FaultyService fault = new FaultyService(Moment.valueOf(arguments[0]), Integer.parseInt(arguments[1]));
        int code = Gochat.start(Arrays.copyOfRange(arguments, 2, arguments.length), fault::ways, fault::stores);
        if (code != 0) {
            System.exit(code);
        }
    }

    private void reach(Moment reached) {
        if (reached == moment && left.decrementAndGet() <= 0) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private Stores stores(Stores stores) {
        return stores.withSends(new PlantedSends(stores.sends()) {
            @Override
            public void commit(BatchKeys keys, Locking locking, Function<BatchState, BatchWrites> decide) {
                inner.commit(keys, locking, decide);
                reach(Moment.BEFORE_ANSWER);
            }
        });
    }

    private Routing ways(Routing routing) {
        return new Routing(routing.routes(), routing.groups(), new ForwardingBus(routing.bus()) {
            @Override
            public void publish(String gateway, Push push) {
                if (push.frame() instanceof Message) {
                    reach(Moment.BEFORE_PUSH);
                }
                super.publish(gateway, push);
            }
        });
    }
}

package shop;

import io.minirpc.Channel;
import io.minirpc.server.ServiceBinding;
import java.util.List;
import java.util.function.Supplier;

/** One version of the service: both sides of it, and what calls with sample values come to. */
public final class Probe {
    private Probe() {}

    public static ServiceBinding bind() {
        return StoreSkeleton.bind(new Store() {
            @Override
            public String show(Message message) {
                return String.valueOf(message);
            }

            @Override
            public Message make() {
                return Message.sample();
            }
        });
    }

    public static List<String> calls(Channel channel) {
        Store store = new StoreStub(channel);
        return List.of(
                Message.sample() + " is shown as " + outcome(() -> store.show(Message.sample())),
                "made was " + outcome(() -> String.valueOf(store.make())));
    }

    private static String outcome(Supplier<String> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return "nothing, for " + e.getClass().getSimpleName();
        }
    }
}

package io.minirpc.gochat.load;

import io.minirpc.annotation.RpcMessage;
import java.util.List;
import java.util.Map;

/**
 * The result of a scenario.
 *
 * @param planned messages that were planned
 * @param answered messages that the server said to be committed
 * @param expected answered messages, counted once for each device that should have them
 * @param received those of them that arrived at their device
 * @param problems what went wrong, and how often; empty if nothing did
 * @param findings of the checker, on the same stores
 */
@RpcMessage
record Result(
        String scenario,
        String target,
        List<Figure> figures,
        List<Distribution> latencies,
        long planned,
        long answered,
        long expected,
        long received,
        Map<String, Long> problems,
        int findings) {
    /** Returns whether all that was answered has arrived, and the checker found nothing. */
    boolean isRight() {
        return expected == received && findings == 0;
    }
}

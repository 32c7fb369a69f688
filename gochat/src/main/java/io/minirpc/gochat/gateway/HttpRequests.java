package io.minirpc.gochat.gateway;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import java.util.concurrent.CompletionStage;

/** A handler of the HTTP requests that are no upgrade. Implementations are thread-safe. */
@FunctionalInterface
public interface HttpRequests {
    /**
     * Answers a request, whose Host and Origin were checked. Called on an event loop; must not block.
     *
     * @param request released by the caller when the stage has ended
     * @param remoteAddress the client's address, as a trusted proxy names it where there is one
     * @return the response, which the caller releases
     */
    CompletionStage<FullHttpResponse> handle(FullHttpRequest request, String remoteAddress);
}

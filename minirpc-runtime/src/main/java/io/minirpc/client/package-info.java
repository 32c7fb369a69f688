/**
 * The side that calls. Start with {@link io.minirpc.client.RpcClient}, which generated stubs call through.
 *
 * <pre>
 * routing      Router: DirectRouter, or DiscoveringRouter -&gt; ServiceRoute -&gt; Membership -&gt; EndpointSnapshot
 * pool         SharedPools -&gt; ConnectionPool -&gt; Slot, which reconnects
 * connection   ClientConnection: its states, CallSender, CallsInFlight, HelloWait, Liveness
 * call         PendingCall: AsyncCall, BlockingCall, or FilteredCall for calls with filters
 * </pre>
 *
 * Each line knows those below it.
 */
@NullMarked
package io.minirpc.client;

import org.jspecify.annotations.NullMarked;

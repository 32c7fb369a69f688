package io.minirpc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void failuresWithoutAMessageHaveAReason() {
        assertThat(Reason.of(new NoRouteToHostException())).isEqualTo("No route to host");
        assertThat(Reason.of(new ClosedChannelException())).isEqualTo("the connection was closed");
        assertThat(Reason.of(new UnresolvedAddressException())).isEqualTo("unknown host");
        assertThat(Reason.of(new UnknownHostException())).isEqualTo("unknown host");
        assertThat(Reason.of(new OutOfMemoryError())).isEqualTo("OutOfMemoryError");
        assertThat(Reason.of(new IOException(" "))).isEqualTo("IOException");
    }

    @Test
    void messagesAreKeptWithoutTheSystemCall() {
        assertThat(Reason.of(new IOException("disk full"))).isEqualTo("disk full");
        assertThat(Reason.of(new ConnectException("connect(..) failed with error(-101): Network is unreachable")))
                .isEqualTo("Network is unreachable");
        assertThat(Reason.of(new UnknownHostException("no.such.host: Name or service not known")))
                .isEqualTo("unknown host: no.such.host: Name or service not known");
    }

    @Test
    void innermostCauseIsWhatTheSystemSaid() {
        Exception refused = new ConnectException("Connection refused");
        assertThat(Reason.innermost(new IOException("a: " + refused, new IOException(refused))))
                .isEqualTo("Connection refused");
        assertThat(Reason.innermost(new IOException("null: /10.0.0.1:80", new NoRouteToHostException())))
                .isEqualTo("No route to host");
    }

    @Test
    void wrappersOfFuturesAreTakenOff() {
        Exception own = new IOException("disk full");
        assertThat(Reason.unwrap(new CompletionException(new ExecutionException(own))))
                .isSameAs(own);
        assertThat(Reason.unwrap(own)).isSameAs(own);
        Exception bare = new CompletionException("without a cause", null);
        assertThat(Reason.unwrap(bare)).isSameAs(bare);
    }
}

package io.minirpc.gochat.gateway;

/** The fate of the pushes of a connection in their traces and in metrics. Belongs to the event loop. */
final class TracedFate implements PushFate {
    private final Connection connection;
    private final GatewayMetrics metrics;

    TracedFate(Connection connection, GatewayMetrics metrics) {
        this.connection = connection;
        this.metrics = metrics;
    }

    @Override
    public void acknowledged(Pushed push, long writtenNanos) {
        metrics.acknowledged(System.nanoTime() - push.since());
        push.trace().acknowledged(connection.device(), writtenNanos);
    }

    @Override
    public void resent(Pushed push) {
        push.trace().resent(connection.device());
    }

    @Override
    public void behind(Pushed push) {
        push.trace().dropped(connection.device(), connection.isOpen() ? "behind" : "the connection ends");
    }
}

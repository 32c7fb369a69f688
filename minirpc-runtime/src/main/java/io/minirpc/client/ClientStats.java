package io.minirpc.client;

/**
 * What a client has and has done, for gauges and counters: {@link RpcClient#stats}. Numbers are read one after the
 * other while calls go on, so that they need not fit together to the last one.
 *
 * @param connections how many connections there are, those included that are being opened
 * @param readyConnections how many of them take calls
 * @param pendingCalls how many calls on them have not ended, those included that wait to be sent
 * @param bytesIn how many bytes have come in since the client was built, without what TLS adds
 * @param bytesOut how many bytes were written, without what TLS adds
 * @param strayFrames how many frames came that no call waited for
 */
public record ClientStats(
        int connections, int readyConnections, int pendingCalls, long bytesIn, long bytesOut, long strayFrames) {}

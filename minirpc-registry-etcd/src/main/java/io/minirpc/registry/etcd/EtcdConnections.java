package io.minirpc.registry.etcd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.minirpc.tls.TlsSettings;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Opens gRPC channels to etcd. Nothing is connected before the first request. */
final class EtcdConnections {
    private static final int DEFAULT_PORT = 2379;
    private static final int MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

    /** etcd ends connections that ask more often than every 5 s. */
    private static final long SILENCE_SECONDS = 10;

    private EtcdConnections() {}

    static ManagedChannel open(URI url, EtcdSettings settings, EtcdThreads threads) {
        int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
        long timeoutMillis = settings.requestTimeout().toMillis();
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(url.getHost(), port)
                .channelType(NioSocketChannel.class)
                .eventLoopGroup(threads.sockets())
                .executor(threads.scheduler())
                .offloadExecutor(threads.lookups()) // resolves the name, again after each failed connection
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeoutMillis)
                .keepAliveTime(SILENCE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(timeoutMillis, TimeUnit.MILLISECONDS)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .disableRetry();
        if (!url.getScheme().equals("https")) {
            return builder.usePlaintext().build();
        }
        builder.sslContext(tls(settings.tls()));
        if (settings.tls().hostName() != null) {
            builder.overrideAuthority(settings.tls().hostName());
        }
        return builder.build();
    }

    private static SslContext tls(TlsSettings settings) {
        SslContextBuilder builder = GrpcSslContexts.forClient();
        try {
            if (!settings.trusted().isEmpty()) {
                ByteArrayOutputStream authorities = new ByteArrayOutputStream();
                for (Path file : settings.trusted()) {
                    authorities.writeBytes(Files.readAllBytes(file));
                    authorities.writeBytes("\n".getBytes(US_ASCII));
                }
                builder.trustManager(new ByteArrayInputStream(authorities.toByteArray()));
            }
            Path certificate = settings.certificateChain();
            Path key = settings.privateKey();
            if (certificate != null && key != null) {
                builder.keyManager(certificate.toFile(), key.toFile());
            }
            return builder.build();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the files for TLS to etcd cannot be used: " + e, e);
        }
    }
}

package io.minirpc.internal.transport;

import static java.util.Objects.requireNonNull;

import io.minirpc.internal.Checks;
import io.minirpc.internal.Reason;
import io.minirpc.tls.TlsSettings;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts TLS in front of channels, with certificates that are read again when their files have changed. Whether they have
 * is looked up for new channels, at most once a second. Thread-safe.
 */
public final class TlsChannels {
    private static final Logger LOG = LoggerFactory.getLogger(TlsChannels.class);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final long LOOK_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A peer that does not read is not waited for longer than this with the goodbye that TLS asks for. */
    private static final long GOODBYE_MILLIS = 500;

    private final TlsSettings settings;
    private final boolean server;
    private final Duration handshakeTimeout;
    private final AtomicLong nextLookNanos;
    private List<@Nullable Stamp> stamps;
    private volatile SslContext context;

    private TlsChannels(TlsSettings settings, boolean server, Duration handshakeTimeout) {
        this.settings = settings;
        this.server = server;
        this.handshakeTimeout = handshakeTimeout;
        nextLookNanos = new AtomicLong(System.nanoTime() + LOOK_INTERVAL_NANOS);
        stamps = stamps(settings); // taken before the files are read, so that none of their changes goes unnoticed
        context = server ? serverContext(settings) : clientContext(settings);
    }

    /**
     * Returns a server's side.
     *
     * @throws IllegalArgumentException if a file cannot be read, with its name and the reason
     * @throws IllegalStateException if there is no certificate
     */
    public static TlsChannels ofServer(TlsSettings settings, Duration handshakeTimeout) {
        if (settings.certificateChain() == null) {
            throw new IllegalStateException(
                    "a server that speaks TLS has no certificate (remedy: call certificate(chain, key))");
        }
        return new TlsChannels(settings, true, handshakeTimeout);
    }

    /**
     * Returns a client's side.
     *
     * @throws IllegalArgumentException if a file cannot be read, with its name and the reason
     */
    public static TlsChannels ofClient(TlsSettings settings, Duration handshakeTimeout) {
        return new TlsChannels(settings, false, handshakeTimeout);
    }

    /** Puts a server's TLS in front of a channel's handlers. */
    public void secure(Channel channel) {
        secure(channel, current().newHandler(channel.alloc()));
    }

    /**
     * Puts a client's TLS in front of a channel's handlers; on a channel that is connected it begins at once.
     *
     * @param host the name that the client connects to, and that the server's certificate must have unless the settings
     *     say another
     */
    public void secure(Channel channel, String host, int port) {
        String expected = settings.hostName();
        secure(channel, current().newHandler(channel.alloc(), expected == null ? host : expected, port));
    }

    private void secure(Channel channel, SslHandler handler) {
        handler.setHandshakeTimeoutMillis(Checks.timeoutMillis(handshakeTimeout));
        handler.setCloseNotifyFlushTimeout(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        channel.pipeline().addFirst(handler);
    }

    private SslContext current() {
        long now = System.nanoTime();
        long next = nextLookNanos.get();
        if (now - next >= 0 && nextLookNanos.compareAndSet(next, now + LOOK_INTERVAL_NANOS)) {
            readAgainIfChanged();
        }
        return context;
    }

    private synchronized void readAgainIfChanged() {
        List<@Nullable Stamp> seen = stamps(settings);
        if (seen.equals(stamps)) {
            return;
        }
        stamps = seen;
        try {
            context = server ? serverContext(settings) : clientContext(settings);
            LOG.info(
                    "TLS files have changed and are in use: {}", files(settings).toList());
        } catch (RuntimeException e) {
            LOG.warn(
                    "TLS files have changed, but cannot be used; what they held before stays in use: {}",
                    e.getMessage());
        }
    }

    private static SslContext serverContext(TlsSettings settings) {
        Path chainFile = requireNonNull(settings.certificateChain());
        List<X509Certificate> chain = PemFiles.certificates(chainFile);
        PrivateKey key = PemFiles.privateKey(requireNonNull(settings.privateKey()), chain.get(0));
        ClientAuth clients = settings.clientCertificateRequired() ? ClientAuth.REQUIRE : ClientAuth.NONE;
        return build(SslContextBuilder.forServer(key, chain).clientAuth(clients), settings);
    }

    private static SslContext clientContext(TlsSettings settings) {
        SslContextBuilder builder = SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS");
        Path chainFile = settings.certificateChain();
        Path keyFile = settings.privateKey();
        if (chainFile != null && keyFile != null) {
            List<X509Certificate> chain = PemFiles.certificates(chainFile);
            builder.keyManager(PemFiles.privateKey(keyFile, chain.get(0)), chain);
        }
        return build(builder, settings);
    }

    private static SslContext build(SslContextBuilder builder, TlsSettings settings) {
        List<X509Certificate> authorities = new ArrayList<>();
        settings.trusted().forEach(file -> authorities.addAll(PemFiles.certificates(file)));
        if (!authorities.isEmpty()) {
            builder.trustManager(authorities);
        }
        try {
            return builder.sslProvider(SslProvider.JDK).protocols(PROTOCOLS).build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("TLS with " + files(settings).toList() + ": " + Reason.of(e), e);
        }
    }

    private static Stream<Path> files(TlsSettings settings) {
        return Stream.concat(
                Stream.of(settings.certificateChain(), settings.privateKey()).filter(file -> file != null),
                settings.trusted().stream());
    }

    private static List<@Nullable Stamp> stamps(TlsSettings settings) {
        List<@Nullable Stamp> all = new ArrayList<>();
        files(settings).forEach(file -> all.add(Stamp.of(file)));
        return all;
    }

    /** By what it shows that a file has changed, or that there is another in its place. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {
        /** Returns a file's; null where there is none. */
        static @Nullable Stamp of(Path file) {
            try {
                BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(found.lastModifiedTime(), found.size(), found.fileKey());
            } catch (IOException e) {
                return null;
            }
        }
    }
}

package io.minirpc.tls;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The TLS settings of a client or a server: version 1.3, or 1.2 with peers that know no later one. Immutable.
 *
 * <pre>{@code
 * RpcServer.builder().tls(TlsSettings.builder().certificate(Path.of("server.pem"), Path.of("server.key")).build())
 * RpcClient.builder().tls(TlsSettings.builder().trust(Path.of("ca.pem")).build())
 * }</pre>
 *
 * <p>All files are PEM. They are read when the client or the server is built, and again when they have changed, for new
 * connections: certificates are renewed without a restart. What cannot be read then is logged once, and what was read
 * before stays in use.
 */
public final class TlsSettings {
    private final @Nullable Path certificateChain;
    private final @Nullable Path privateKey;
    private final List<Path> trusted;
    private final boolean clientCertificateRequired;
    private final @Nullable String hostName;

    private TlsSettings(Builder builder) {
        certificateChain = builder.certificateChain;
        privateKey = builder.privateKey;
        trusted = List.copyOf(builder.trusted);
        clientCertificateRequired = builder.clientCertificateRequired;
        hostName = builder.hostName;
    }

    /** Starts settings: no certificate, and the JDK's certificate authorities. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the file with the own certificate and those up to its authority; null if there is none. */
    public @Nullable Path certificateChain() {
        return certificateChain;
    }

    /** Returns the file with the key of the own certificate; null if there is none. */
    public @Nullable Path privateKey() {
        return privateKey;
    }

    /** Returns the files with the authorities that are trusted; empty for the JDK's. */
    public List<Path> trusted() {
        return trusted;
    }

    /** Returns whether a server refuses clients without a certificate. */
    public boolean clientCertificateRequired() {
        return clientCertificateRequired;
    }

    /** Returns the name that a client expects in the server's certificate; null for the one it connects to. */
    public @Nullable String hostName() {
        return hostName;
    }

    /** Builds settings. Not thread-safe. */
    public static final class Builder {
        private @Nullable Path certificateChain;
        private @Nullable Path privateKey;
        private final List<Path> trusted = new ArrayList<>();
        private boolean clientCertificateRequired;
        private @Nullable String hostName;

        private Builder() {}

        /**
         * Sets the own certificate, which a server must have and a client may.
         *
         * @param chain the certificate, followed by those up to its authority
         * @param key its private key, as PKCS #8 and not encrypted ("BEGIN PRIVATE KEY")
         */
        public Builder certificate(Path chain, Path key) {
            certificateChain = requireNonNull(chain, "chain");
            privateKey = requireNonNull(key, "key");
            return this;
        }

        /**
         * Adds a file with certificates of authorities, of which one must have signed the peer's; the JDK's then don't
         * count.
         */
        public Builder trust(Path authorities) {
            trusted.add(requireNonNull(authorities, "authorities"));
            return this;
        }

        /** Has a server refuse clients without a certificate by one of the authorities given to {@link #trust}. */
        public Builder requireClientCertificate() {
            clientCertificateRequired = true;
            return this;
        }

        /** Sets the name that a client expects in the server's certificate, where it is not the one it connects to. */
        public Builder hostName(String name) {
            hostName = requireNonNull(name, "name");
            return this;
        }

        /**
         * Returns the settings; the files are not read yet.
         *
         * @throws IllegalStateException if client certificates are required and no authority was named: those of the
         *     JDK give certificates to everybody
         */
        public TlsSettings build() {
            if (clientCertificateRequired && trusted.isEmpty()) {
                throw new IllegalStateException(
                        "client certificates are required, but of which authority? (remedy: call trust(file))");
            }
            return new TlsSettings(this);
        }
    }
}

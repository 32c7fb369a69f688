package io.minirpc.gochat;

import io.minirpc.tls.TlsSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings of calls between gateways and services.
 *
 * @param host the address that a service listens on for calls
 * @param port its port, 0 for a free one
 * @param cert the certificate of this process, as PEM
 * @param key the key of the certificate
 * @param ca the authorities that sign the certificates of the other side
 * @param name the name in the certificates of services, where it is not their address
 * @param token what gateways show to services
 */
record RpcSettings(
        String host,
        int port,
        Optional<Path> cert,
        Optional<Path> key,
        Optional<Path> ca,
        Optional<String> name,
        Optional<Secret> token) {

    /** Returns the TLS of a service: on with a certificate; clients need one where authorities are named. */
    Optional<TlsSettings> serverTls() {
        return cert.flatMap(chain -> key.map(secret -> {
            TlsSettings.Builder tls = TlsSettings.builder().certificate(chain, secret);
            ca.ifPresent(authority -> tls.trust(authority).requireClientCertificate());
            return tls.build();
        }));
    }

    /** Returns the TLS of a gateway: on where authorities are named; it shows its certificate if it has one. */
    Optional<TlsSettings> clientTls() {
        return ca.map(authority -> {
            TlsSettings.Builder tls = TlsSettings.builder().trust(authority);
            cert.ifPresent(chain -> key.ifPresent(secret -> tls.certificate(chain, secret)));
            name.ifPresent(tls::hostName);
            return tls.build();
        });
    }
}

package io.minirpc.internal.transport;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The reasons for which TLS fails, as sentences made of what the JDK and Netty throw. */
final class TlsFailure {
    private static final String ALERT = "Received fatal alert: ";

    /** Newer JDKs begin with the alert's name, {@code (certificate_unknown) Received fatal alert: …}. */
    private static final String ALERT_IN_FRONT = "^\\([a-z_]+\\) ";

    private TlsFailure() {}

    /** Returns the reason, which quotes nothing of what the peer sent. */
    static String reason(Throwable thrown) {
        if (thrown instanceof NotSslRecordException) {
            return "the peer does not speak TLS";
        } else if (thrown instanceof SslHandshakeTimeoutException) {
            return "the peer did not end it in time";
        } else if (thrown instanceof ClosedChannelException) {
            return "the peer closed the connection in the midst of it, as one does that does not speak TLS";
        } else if (has(thrown, CertificateExpiredException.class)) {
            return "the peer's certificate has expired, " + innermost(thrown);
        } else if (has(thrown, CertificateNotYetValidException.class)) {
            return "the peer's certificate is not valid yet, " + innermost(thrown);
        } else if (has(thrown, CertPathBuilderException.class)
                || (has(thrown, CertPathValidatorException.class) && has(thrown, SignatureException.class))) {
            return "no trusted authority has signed the peer's certificate";
        }
        return explained(innermost(thrown).replaceFirst(ALERT_IN_FRONT, ""));
    }

    private static String explained(String message) {
        if (message.startsWith(ALERT)) {
            String alert = message.substring(ALERT.length());
            return "the peer refuses it with the alert " + alert + hint(alert);
        } else if (message.toLowerCase(Locale.ROOT).contains("empty client certificate chain")) {
            return "the peer sent no certificate, and one is required of an authority that is trusted here";
        }
        return message;
    }

    private static String hint(String alert) {
        return switch (alert) {
            case "bad_certificate", "certificate_required" ->
                " (a certificate is required here that it takes for valid)";
            case "certificate_unknown", "certificate_expired", "unknown_ca" ->
                " (it does not trust the certificate it got: the authority, the name or the dates)";
            case "protocol_version" -> " (it speaks neither TLS 1.2 nor 1.3)";
            default -> "";
        };
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> kind) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String innermost(Throwable thrown) {
        Throwable inner = thrown;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
    }
}

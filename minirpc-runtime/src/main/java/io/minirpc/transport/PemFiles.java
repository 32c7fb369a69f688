package io.minirpc.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads certificates and keys. What is wrong is an {@link IllegalArgumentException} that names file and reason. */
final class PemFiles {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final String PKCS8 = "PRIVATE KEY";

    private PemFiles() {}

    /** Reads all certificates of a file, at least one. */
    static List<X509Certificate> certificates(Path file) {
        try {
            List<X509Certificate> all =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(read(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (all.isEmpty()) {
                throw wrong(file, "it holds no certificate", null);
            }
            return all;
        } catch (CertificateException e) {
            throw wrong(file, "its certificates cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads the private key that belongs to a certificate. */
    static PrivateKey privateKey(Path file, X509Certificate certificate) {
        PublicKey publicKey = certificate.getPublicKey();
        try {
            PrivateKey key = KeyFactory.getInstance(publicKey.getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(keyBytes(file)));
            if (!belong(key, publicKey)) {
                throw wrong(file, "its key does not belong to the certificate", null);
            }
            return key;
        } catch (InvalidKeySpecException e) {
            throw wrong(file, "it holds no " + publicKey.getAlgorithm() + " key, as the certificate asks for", e);
        } catch (GeneralSecurityException e) {
            throw wrong(file, "its key cannot be used: " + e.getMessage(), e);
        }
    }

    private static byte[] keyBytes(Path file) {
        Matcher block = BLOCK.matcher(new String(read(file), StandardCharsets.ISO_8859_1));
        String found = "nothing of the kind";
        while (block.find()) {
            if (block.group(1).equals(PKCS8)) {
                return base64(file, block.group(2));
            }
            found = block.group(1);
        }
        throw wrong(
                file, "it holds " + found + " (expected: " + PKCS8 + "; remedy: openssl pkcs8 -topk8 -nocrypt)", null);
    }

    private static byte[] base64(Path file, String text) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw wrong(file, "its key is not Base64", null); // the cause would quote it
        }
    }

    /** Tells whether what one key signs the other one verifies. */
    private static boolean belong(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        String algorithm = signatureOf(publicKey);
        if (algorithm == null) {
            return true;
        }
        byte[] sample = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(sample);
        return signature.verify(signed);
    }

    private static @Nullable String signatureOf(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            case "EdDSA" -> "EdDSA";
            default -> null;
        };
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw wrong(file, "there is no such file", e);
        } catch (AccessDeniedException e) {
            throw wrong(file, "it may not be read", e);
        } catch (IOException e) {
            throw wrong(file, e.getMessage(), e);
        }
    }

    private static IllegalArgumentException wrong(Path file, @Nullable String reason, @Nullable Throwable cause) {
        return new IllegalArgumentException("TLS file " + file + ": " + reason, cause);
    }
}

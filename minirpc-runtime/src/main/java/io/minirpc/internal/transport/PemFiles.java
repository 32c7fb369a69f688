package io.minirpc.internal.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads certificates and keys as openssl does: a file may hold several blocks of several kinds, text between them, and
 * the byte order mark and line ends of Windows. What is wrong is an {@link IllegalArgumentException} that names file
 * and reason.
 */
final class PemFiles {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String BEGIN = "-----BEGIN ";
    private static final Set<String> CERTIFICATE = Set.of("CERTIFICATE", "X509 CERTIFICATE");
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String EXPECTED = " (expected: " + PKCS8 + "; remedy: openssl pkcs8 -topk8 -nocrypt)";

    private PemFiles() {}

    /** Reads all certificates of a file, at least one. */
    static List<X509Certificate> certificates(Path file) {
        try {
            List<X509Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(certificateBytes(file)))
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

    /** Returns the certificates of a PEM file, or the single one of a DER file. */
    private static byte[] certificateBytes(Path file) {
        String text = text(file);
        if (!text.contains(BEGIN)) {
            return read(file);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        blocks(file, text)
                .filter(block -> CERTIFICATE.contains(block.group(1)))
                .forEach(block -> all.writeBytes(base64(file, block.group(2), "a certificate")));
        return all.toByteArray();
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
        List<MatchResult> keys = blocks(file, text(file))
                .filter(block -> block.group(1).endsWith(PKCS8))
                .toList();
        return keys.stream()
                .filter(block -> block.group(1).equals(PKCS8))
                .findFirst()
                .map(block -> base64(file, block.group(2), "a key"))
                .orElseThrow(() -> wrong(file, "it holds " + kind(keys) + EXPECTED, null));
    }

    private static String kind(List<MatchResult> keys) {
        if (keys.isEmpty()) {
            return "no private key";
        }
        String label = keys.get(0).group(1);
        boolean encrypted =
                label.startsWith("ENCRYPTED") || keys.get(0).group(2).contains("ENCRYPTED");
        return encrypted ? "an encrypted private key, " + label : label;
    }

    private static Stream<MatchResult> blocks(Path file, String text) {
        List<MatchResult> blocks = BLOCK.matcher(text).results().toList();
        if (text.split(BEGIN, -1).length - 1 != blocks.size()) {
            throw wrong(file, "a block that begins in it does not end: it is damaged or cut off", null);
        }
        return blocks.stream();
    }

    private static byte[] base64(Path file, String text, String what) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw wrong(file, what + " in it is not Base64", null); // the cause would quote it
        }
    }

    /** Returns the text of a file, which may be UTF-16 with a byte order mark, as on Windows. */
    private static String text(Path file) {
        byte[] bytes = read(file);
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        boolean wide = mark == 0xfeff || mark == 0xfffe;
        return new String(bytes, wide ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1);
    }

    /** Returns whether two keys are a pair. */
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

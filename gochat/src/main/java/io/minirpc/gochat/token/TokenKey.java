package io.minirpc.gochat.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * The key pair of access tokens: elliptic curve P-256, for ES256.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.4">RFC 7518, 3.4</a>
 */
public final class TokenKey {
    private static final int FIELD_BITS = 256;

    private final ECPrivateKey privateKey;
    private final ECPublicKey publicKey;

    private TokenKey(ECPrivateKey privateKey, ECPublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    public static TokenKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new TokenKey((ECPrivateKey) pair.getPrivate(), (ECPublicKey) pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no elliptic curve P-256", e);
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
                    (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec), publicKeyFromText(parts[1]));
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

    static ECPublicKey publicKeyFromText(String text) {
        try {
            X509EncodedKeySpec spec = new X509EncodedKeySpec(Base64.getDecoder().decode(text));
            ECPublicKey key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
            int bits = key.getParams().getCurve().getField().getFieldSize();
            if (bits != FIELD_BITS) {
                throw new IllegalArgumentException("a public key of " + bits + " bits (expected: P-256)");
            }
            return key;
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException("a public key that cannot be read (expected: X.509, P-256)", e);
        }
    }

    ECPrivateKey privateKey() {
        return privateKey;
    }

    ECPublicKey publicKey() {
        return publicKey;
    }
}

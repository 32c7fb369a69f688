package io.minirpc.gochat.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes of passwords: Argon2id in the PHC string format. A hash is verified with the parameters that it carries, so
 * those of new hashes can be raised.
 *
 * @param memoryKiB the memory of one hash in KiB
 * @param passes how often that memory is filled
 * @param lanes the degree of parallelism
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9106">RFC 9106</a>
 * @see <a href="https://github.com/P-H-C/phc-string-format">PHC string format</a>
 */
record Argon2(int memoryKiB, int passes, int lanes) {
    /** The parameters that OWASP recommends: 19 MiB, 2 passes, 1 lane. */
    static final Argon2 DEFAULT = new Argon2(19 * 1_024, 2, 1);

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MAX_MEMORY_KIB = 1 << 20;
    private static final int MAX_PASSES = 64;
    private static final int MAX_LANES = 64;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    Argon2 {
        boolean valid = memoryKiB >= 8 * lanes
                && memoryKiB <= MAX_MEMORY_KIB
                && passes >= 1
                && passes <= MAX_PASSES
                && lanes >= 1
                && lanes <= MAX_LANES;
        if (!valid) {
            throw new IllegalArgumentException("m=" + memoryKiB + ",t=" + passes + ",p=" + lanes
                    + " (expected: m from 8 p to " + MAX_MEMORY_KIB + ", t to " + MAX_PASSES + ", p to " + MAX_LANES
                    + ")");
        }
    }

    /** Returns a hash with a salt of its own. Takes tens of milliseconds. */
    String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return "$argon2id$v=19$m=" + memoryKiB + ",t=" + passes + ",p=" + lanes + "$" + base64(salt) + "$"
                + base64(compute(password, salt, HASH_BYTES));
    }

    /**
     * Returns whether a password has this hash, in a time that depends on the parameters of the hash alone.
     *
     * @throws IllegalArgumentException if the hash is none
     */
    static boolean matches(String password, String hash) {
        Matcher parts = parse(hash);
        byte[] expected = Base64.getDecoder().decode(parts.group(5));
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        return MessageDigest.isEqual(expected, parameters(parts).compute(password, salt, expected.length));
    }

    /** Returns whether a hash was made with less work than these parameters mean. */
    boolean exceeds(String hash) {
        Argon2 other = parameters(parse(hash));
        return other.memoryKiB < memoryKiB || other.passes < passes;
    }

    private byte[] compute(String password, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKiB)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static Argon2 parameters(Matcher parts) {
        return new Argon2(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    private static Matcher parse(String hash) {
        Matcher parts = PHC.matcher(hash);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a password hash of " + hash.length() + " characters (expected: $argon2id$v=19$m=…,t=…,p=…$…$…)");
        }
        return parts;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}

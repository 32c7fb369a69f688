package io.minirpc.gochat.chat;

import java.security.SecureRandom;
import java.util.Base64;

/** The codes by which users join groups: 128 random bits as text that fits into a URL. */
final class GroupCode {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    private GroupCode() {}

    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

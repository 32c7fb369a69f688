package io.minirpc.gochat.account;

import io.minirpc.gochat.store.SettingStore;
import io.minirpc.gochat.token.TokenKey;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/**
 * The keys of a store, made at its first start and kept in it; services that start at once agree.
 *
 * @param issuer names the store in its tokens
 * @param refreshKey 32 bytes in base64
 */
record AccountKeys(String issuer, TokenKey accessKey, String refreshKey) {
    private static final int REFRESH_KEY_BYTES = 32;

    /** Reads the keys, on the caller's thread. */
    static AccountKeys load(SettingStore settings) {
        String issuer = settings.getOrCreate("token.issuer", () -> "gochat-" + UUID.randomUUID());
        String access = settings.getOrCreate(
                "token.rs256_key", () -> TokenKey.generate().toText());
        String refresh = settings.getOrCreate("token.refresh_key", AccountKeys::randomKey);
        return new AccountKeys(issuer, TokenKey.fromText(access), refresh);
    }

    private static String randomKey() {
        byte[] key = new byte[REFRESH_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    @Override
    public String toString() {
        return "AccountKeys[" + issuer + "]";
    }
}

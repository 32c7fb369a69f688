package io.minirpc.gochat.account;

import io.minirpc.gochat.frame.DisplayNames;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The rules for names. A user name has one canonical form, which Java computes, so that nothing depends on the
 * collation of a database: NFKC, lower case, 2 to 32 of {@code a-z 0-9 . _ -}. Anything else is refused and never
 * folded to something near: Günter does not become gunter.
 */
final class Names {
    private static final int MAX_INPUT = 128; // NFKC makes up to 18 characters of one
    private static final Pattern CANONICAL = Pattern.compile("[a-z0-9._-]{2,32}");
    private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private Names() {}

    /**
     * Returns the canonical form of a user name.
     *
     * @throws RefusedException if it has none
     */
    static String canonical(String name) {
        if (name.length() <= MAX_INPUT) {
            String folded = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
            if (CANONICAL.matcher(folded).matches()) {
                return folded;
            }
        }
        throw RefusedException.invalid("name: " + Texts.shown(name) + " (expected: 2 to 32 of a-z 0-9 . _ -)");
    }

    /**
     * Returns a display name without white space at its ends.
     *
     * @throws RefusedException if it breaks the rules of {@link DisplayNames}
     */
    static String display(String display) {
        String stripped = display.strip();
        DisplayNames.flawOf(stripped).ifPresent(flaw -> {
            throw RefusedException.invalid("display: " + flaw);
        });
        return stripped;
    }

    /**
     * Checks the name of a device.
     *
     * @throws RefusedException if it is none
     */
    static String device(String device) {
        if (!DEVICE.matcher(device).matches()) {
            throw RefusedException.invalid(
                    "device: " + Texts.shown(device) + " (expected: 1 to 64 of A-Z a-z 0-9 . _ -)");
        }
        return device;
    }
}

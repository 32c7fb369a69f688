package io.minirpc.gochat;

/**
 * A text that is never printed: a token, or an address that may hold a password.
 *
 * @param text the secret itself
 */
record Secret(String text) {
    @Override
    public String toString() {
        return "***";
    }
}

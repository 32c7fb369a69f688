package io.minirpc.discovery;

/** What calls of a closed registry fail with. */
final class Closed {
    private Closed() {}

    static RegistryException exception() {
        return new RegistryException("the registry is closed", null);
    }
}

package io.minirpc.gochat;

import java.io.Serial;
import java.util.List;

/** Settings that are not taken; the message has a line for each. */
final class SettingsException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    SettingsException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }
}

package io.minirpc.internal;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** A log for what peers can bring about as often as they like: a line a second, at most. Thread-safe. */
public final class ThrottledLog {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Logger log;
    private long nextNanos = System.nanoTime();
    private long leftOut;

    /** Creates a log that writes to another. */
    public ThrottledLog(Logger log) {
        this.log = log;
    }

    /** Logs a line, or counts it towards those that the next line says were left out; see {@link Logger#info}. */
    public void info(String format, @Nullable Object... arguments) {
        log(Level.INFO, format, arguments);
    }

    /** Logs a line, or counts it towards those that the next line says were left out; see {@link Logger#warn}. */
    public void warn(String format, @Nullable Object... arguments) {
        log(Level.WARN, format, arguments);
    }

    /** Logs a line, or counts it towards those that the next line says were left out; see {@link Logger#error}. */
    public void error(String format, @Nullable Object... arguments) {
        log(Level.ERROR, format, arguments);
    }

    /** Returns how many lines were left out before this one, or -1 if this one is to be left out too. */
    private synchronized long take(long now) {
        if (now - nextNanos < 0) {
            leftOut++;
            return -1;
        }
        long others = leftOut;
        leftOut = 0;
        nextNanos = now + INTERVAL_NANOS;
        return others;
    }

    /** Logs a line and never throws, whatever the logger or its arguments throw. */
    private void log(Level level, String format, @Nullable Object... arguments) {
        try {
            logOrThrow(level, format, arguments);
        } catch (Throwable e) {
            logInBrief(level, format, arguments);
        }
    }

    /** Logs a throwable by its class only, because its own methods throw. */
    private void logInBrief(Level level, String format, @Nullable Object... arguments) {
        try {
            @Nullable Object[] names = new @Nullable Object[arguments.length];
            for (int i = 0; i < names.length; i++) {
                Object argument = arguments[i];
                names[i] = argument instanceof Throwable ? argument.getClass().getName() : argument;
            }
            write(level, format + " ({})", names);
        } catch (Throwable e) {
            // The logger itself fails.
        }
    }

    private void logOrThrow(Level level, String format, @Nullable Object... arguments) {
        if (!log.isEnabledForLevel(level)) {
            return; // a line of a disabled level must not displace another
        }
        long others = take(System.nanoTime());
        if (others < 0) {
            return;
        }
        write(level, others == 0 ? format : format + " (" + others + " such lines were left out)", arguments);
    }

    private void write(Level level, String line, @Nullable Object... arguments) {
        switch (level) {
            case ERROR -> log.error(line, arguments);
            case WARN -> log.warn(line, arguments);
            default -> log.info(line, arguments);
        }
    }
}

package io.minirpc.gochat.chat;

/**
 * Bytes that an answer may still take. The first entry and the first message fit always, since otherwise nobody would
 * ever get them.
 */
final class ByteBudget {
    private long left;
    private boolean hasEntry;
    private boolean hasMessage;

    ByteBudget(int bytes) {
        left = bytes;
    }

    boolean takeEntry(int bytes) {
        boolean fits = bytes <= left || !hasEntry;
        hasEntry = true;
        return fits && take(bytes);
    }

    boolean takeMessage(int bytes) {
        boolean fits = bytes <= left || !hasMessage;
        hasMessage = true;
        return fits && take(bytes);
    }

    private boolean take(int bytes) {
        left -= bytes;
        return true;
    }
}

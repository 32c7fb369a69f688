package io.minirpc.processor.lock;

import java.util.Locale;

/** The kinds of types that have a block of their own, in the order of the file. */
public enum BlockKind {
    /** An enum, whose lines are constants. */
    ENUM("constant", 0, Integer.MAX_VALUE),
    /** A declared exception. */
    EXCEPTION("field", 1, 268_435_455),
    /** A record or bean. */
    MESSAGE("field", 1, 268_435_455),
    /** A sealed interface, whose lines are leaves. */
    ONEOF("leaf", 1, 268_435_455);

    private static final int FIRST_RESERVED = 19_000;
    private static final int LAST_RESERVED = 19_999;

    private final String member;
    private final int first;
    private final int last;

    BlockKind(String member, int first, int last) {
        this.member = member;
        this.first = first;
        this.last = last;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the word for one of its lines. */
    String member() {
        return member;
    }

    boolean hasTypes() {
        return this != ENUM;
    }

    /** Returns whether a number can be given; of those of fields, Protocol Buffers keeps some for itself. */
    boolean allows(int number) {
        return number >= first && number <= last && (this == ENUM || !isReserved(number));
    }

    int first() {
        return first;
    }

    int last() {
        return last;
    }

    /** Returns the number after another, or -1 where there is none. */
    int after(int number) {
        if (number >= last) {
            return -1;
        }
        return this != ENUM && isReserved(number + 1) ? LAST_RESERVED + 1 : number + 1;
    }

    /** Returns what names are compared by: those of constants as they are, others in any case, as JSON readers do. */
    String key(String name) {
        return this == ENUM ? name : name.toLowerCase(Locale.ROOT);
    }

    private static boolean isReserved(int number) {
        return number >= FIRST_RESERVED && number <= LAST_RESERVED;
    }
}

package io.minirpc.tests.messages;

/** An enum without annotations. */
enum Level {
    LOW,
    MIDDLE,
    HIGH
}

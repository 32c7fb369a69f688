package io.minirpc.gochat.check;

/** What was broken. The names are part of the output. */
enum FindingKind {
    LOST("answered or seen, and missing where it should be"),
    DUPLICATED("shown twice, or committed twice"),
    ORDER("shown after a later one"),
    GAP("shown although one before it is missing"),
    INVENTED("shown, and never sent like this"),
    DISAGREE("two screens show different messages under one seq"),
    SENDER_ORDER("numbered against the order in which it was sent"),
    ANSWER("answered with another seq or id than is shown"),
    OUTSIDER("seen by somebody who must not see it"),
    AFTER_REMOVAL("told after the removal"),
    CURSOR_BACK("a cursor went back"),
    CURSOR_ABOVE("a cursor above the last message"),
    CURSOR_NOT_KEPT("a cursor that was told and that the database does not have"),
    CURSOR("not the read cursor of the database at the end"),
    BADGE("not the unread count at the end"),
    LATE("shown later than promised on an open connection");

    final String meaning;

    FindingKind(String meaning) {
        this.meaning = meaning;
    }
}

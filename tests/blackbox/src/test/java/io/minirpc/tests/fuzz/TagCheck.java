package io.minirpc.tests.fuzz;

import io.minirpc.Reply;

/** Compares the metadata of replies with the replies, where both hold the same text. */
final class TagCheck {
    private TagCheck() {}

    static Reply check(String name, Reply reply, Tally tally) {
        String tag = reply.metadata().get(ParrotService.TAG);
        if (tag != null && !Texts.replaced(tag).equals(Texts.replaced(String.valueOf(reply.value())))) {
            tally.failed(name + ": metadata " + Texts.shown(tag) + " of reply " + Attempt.said(reply.value()));
        }
        return reply;
    }
}

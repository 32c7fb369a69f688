package io.minirpc.gochat.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.chat.Notices.Notice;
import io.minirpc.gochat.frame.ServerFrame.Typing;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Promise 6 at the services: who is removed is told what members are told for no longer than a second. */
class NoticesTest {
    private static final List<Notice> TYPING = List.of(new Notice(7, new Typing("g:5", "8"), null));

    private final FakeBus bus = new FakeBus();
    private final Notices notices = new Notices(new FakeRoutes(), bus);

    @Test
    void membersAreToldWhereTheyWereJustRead() {
        notices.sendToMembers(TYPING, System.nanoTime() + TimeUnit.MINUTES.toNanos(1)); // however slow this machine is

        assertThat(bus.pushes()).hasSize(1);
    }

    @Test
    void nobodyIsToldWhereTheMembersWereReadLongAgo() {
        notices.sendToMembers(TYPING, System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(1_001));

        assertThat(bus.pushes()).isEmpty();
    }
}

package io.minirpc.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.Throwing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameRoomTest {
    private final FrameRoom room = new FrameRoom(100);
    private final List<String> granted = new ArrayList<>();

    private FrameRoom.Claim claim(String name, long bytes) {
        return room.claim(bytes, Runnable::run, () -> granted.add(name));
    }

    @Test
    void claimsGetRoomInTheirOrder() {
        FrameRoom.Claim first = claim("first", 60);
        FrameRoom.Claim second = claim("second", 60);
        FrameRoom.Claim third = claim("third", 10);
        assertThat(first.hasRoom()).isTrue();
        assertThat(second.hasRoom()).isFalse();
        assertThat(third.hasRoom()).as("a small one does not overtake").isFalse();

        room.giveBack(first);

        assertThat(granted).containsExactly("second", "third");
        assertThat(room.takenBytes()).isEqualTo(70);
        room.giveBack(third);
        room.giveBack(second);
        assertThat(room.takenBytes()).isZero();
    }

    @Test
    void claimOverTheBoundGetsAllTheRoom() {
        FrameRoom.Claim small = claim("small", 10);
        FrameRoom.Claim large = claim("large", 1_000);
        assertThat(large.hasRoom()).isFalse();

        room.giveBack(small);

        assertThat(large.hasRoom()).isTrue();
        assertThat(claim("next", 1).hasRoom()).isFalse();
    }

    @Test
    void claimThatIsTakenBackLetsTheNextOneIn() {
        claim("first", 60);
        FrameRoom.Claim second = claim("second", 60);
        FrameRoom.Claim third = claim("third", 40);

        room.giveBack(second);

        assertThat(third.hasRoom()).isTrue();
        assertThat(granted).containsExactly("third");
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void claimThatCannotBeToldOfItsRoomKeepsNobodyElseWaiting(Throwing kind) {
        FrameRoom.Claim first = claim("first", 100);
        FrameRoom.Claim untold = room.claim(60, kind.executor(), () -> granted.add("untold"));
        FrameRoom.Claim third = claim("third", 40);

        room.giveBack(first);

        assertThat(granted).containsExactly("third");
        assertThat(untold.hasRoom()).isTrue();
        room.giveBack(untold);
        room.giveBack(third);
        assertThat(room.takenBytes()).isZero();
    }
}

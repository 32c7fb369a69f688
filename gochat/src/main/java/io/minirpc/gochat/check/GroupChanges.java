package io.minirpc.gochat.check;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.Role;
import java.util.List;
import java.util.Random;

/**
 * The changes of groups in a load: invitations, removals, farewells, names and roles, one at a time in each group. The
 * owner stays. Belongs to the load's thread, but for the answers.
 */
final class GroupChanges {
    private static final int FEWEST = 3;

    private final Crowd crowd;
    private final Random random;
    private int names;

    GroupChanges(Crowd crowd, Random random) {
        this.crowd = crowd;
        this.random = random;
    }

    void change(Room room) {
        if (!room.beginChange()) {
            return;
        }
        Person somebody = room.any(random);
        boolean mayGo = room.members().size() > FEWEST && somebody != room.owner();
        switch (random.nextInt(5)) {
            case 0 -> invite(room);
            case 1 -> {
                if (mayGo) {
                    kick(room, somebody);
                } else {
                    invite(room);
                }
            }
            case 2 -> {
                if (mayGo) {
                    leave(room, somebody);
                } else {
                    invite(room);
                }
            }
            case 3 -> rename(room);
            default -> role(room, somebody);
        }
    }

    private void invite(Room room) {
        Person guest = crowd.any(random);
        if (room.members().contains(guest)) {
            room.endChange();
            return;
        }
        ask(
                room,
                room.owner(),
                (id, key) -> new ClientFrame.Invite(id, key, room.id, List.of(guest.id)),
                () -> room.members().add(guest));
    }

    private void kick(Room room, Person member) {
        ask(
                room,
                room.owner(),
                (id, key) -> new ClientFrame.Kick(id, key, room.id, member.id),
                () -> room.members().remove(member));
    }

    private void leave(Room room, Person member) {
        ask(
                room,
                member,
                (id, key) -> new ClientFrame.Leave(id, key, room.id),
                () -> room.members().remove(member));
    }

    private void rename(Room room) {
        String name = "group " + names++;
        ask(room, room.owner(), (id, key) -> new ClientFrame.Rename(id, key, room.id, name), () -> {});
    }

    private void role(Room room, Person member) {
        Role role = random.nextBoolean() ? Role.ADMIN : Role.MEMBER;
        ask(room, room.owner(), (id, key) -> new ClientFrame.SetRole(id, key, room.id, member.id, role), () -> {});
    }

    private void ask(Room room, Person actor, Screen.ChangeRequest request, Runnable done) {
        actor.any(random).change(room.id, request).whenComplete((sent, failure) -> {
            if (sent != null) {
                done.run();
            }
            room.endChange();
        });
    }
}

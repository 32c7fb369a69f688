package io.minirpc.gochat.load;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.GroupLimits;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The conversations of a scenario. Their ids are known before they exist, so devices know them before they connect; a
 * conversation of two begins with its first message, groups are created. Not thread-safe.
 */
final class Rooms {
    private static final int TRIES = 100;
    private static final long PAUSE_MS = 500;
    private static final long ANSWER_SECONDS = 30;

    private final Crowd crowd;
    private final List<Group> groups = new ArrayList<>();

    private record Group(String id, String clientMsgId, Device owner, List<String> others) {}

    Rooms(Stage stage) {
        crowd = stage.crowd();
    }

    /** Returns the conversations of devices that follow each other, by twos. */
    List<Room> pairs(List<Device> devices) {
        List<Room> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < devices.size(); i += 2) {
            pairs.add(pair(devices.get(i), devices.get(i + 1)));
        }
        return pairs;
    }

    /** Returns the conversation of two devices, whose users differ. */
    Room pair(Device one, Device other) {
        String id = ConversationId.of(Ids.parse(one.user.id()), Ids.parse(other.user.id()))
                .toString();
        return added(new Room(id, List.of(one, other)));
    }

    /** Returns groups of devices that follow each other; the first device of each is the owner's. */
    List<Room> groups(List<Device> devices, int count, int members) {
        List<Room> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Device> chosen = new ArrayList<>();
            for (int j = 0; j < Math.min(members, devices.size()); j++) {
                chosen.add(devices.get((i * members + j) % devices.size()));
            }
            all.add(group("load-group-" + i, chosen));
        }
        return all;
    }

    private Room group(String clientMsgId, List<Device> devices) {
        Device owner = devices.get(0);
        String id =
                ConversationId.ofGroup(Ids.parse(owner.user.id()), clientMsgId).toString();
        List<String> others = new ArrayList<>(new LinkedHashSet<>(
                devices.stream().skip(1).map(device -> device.user.id()).toList()));
        groups.add(new Group(id, clientMsgId, owner, others));
        return added(new Room(id, devices));
    }

    private Room added(Room room) {
        crowd.add(room);
        return room;
    }

    /**
     * Creates the groups, once their owners are connected.
     *
     * @throws IOException if the server refuses, or does not answer
     */
    void create() throws IOException, InterruptedException {
        for (Group group : groups) {
            List<List<String>> portions = portions(group.others());
            ask(
                    group.owner(),
                    new ClientFrame.CreateGroup(Device.changeId(), group.clientMsgId(), "load", portions.get(0)));
            for (int i = 1; i < portions.size(); i++) {
                String clientMsgId = group.clientMsgId() + "-" + i;
                ask(group.owner(), new ClientFrame.Invite(Device.changeId(), clientMsgId, group.id(), portions.get(i)));
            }
        }
    }

    private static List<List<String>> portions(List<String> users) {
        List<List<String>> portions = new ArrayList<>();
        for (int i = 0; i == 0 || i < users.size(); i += GroupLimits.ADDED) {
            portions.add(users.subList(i, Math.min(users.size(), i + GroupLimits.ADDED)));
        }
        return portions;
    }

    /** Asks until it is done: the same change under the same id is done once. */
    private static void ask(Device owner, ClientFrame.Change change) throws IOException, InterruptedException {
        String last = "";
        for (int i = 0; i < TRIES; i++) {
            try {
                ServerFrame answer = owner.change(change).get(ANSWER_SECONDS, TimeUnit.SECONDS);
                if (!(answer instanceof Failure failure)) {
                    return;
                }
                last = failure.code() + " " + failure.text();
                if (!failure.temporary()) {
                    break;
                }
            } catch (ExecutionException | TimeoutException e) {
                last = String.valueOf(e);
            }
            Thread.sleep(PAUSE_MS);
        }
        throw new IOException("a group could not be created: " + last);
    }
}

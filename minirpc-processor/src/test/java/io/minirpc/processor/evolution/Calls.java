package io.minirpc.processor.evolution;

import io.minirpc.Channel;
import io.minirpc.RpcException;
import io.minirpc.client.WireFormat;
import io.minirpc.server.ServiceBinding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of all methods that the client of one release makes to the server of another one. */
final class Calls {
    private static final List<WireFormat> FORMATS = List.of(WireFormat.NATIVE, WireFormat.BINARY, WireFormat.JSON);

    private final Release client;
    private final Release server;
    private final WireFormat format;
    private final boolean isLocked;
    private final Tally tally;
    private final List<Fault> faults;
    private volatile int answer;
    private volatile boolean isReceived;
    private volatile @Nullable Object received;

    private Calls(
            Release client, Release server, WireFormat format, boolean isLocked, Tally tally, List<Fault> faults) {
        this.client = client;
        this.server = server;
        this.format = format;
        this.isLocked = isLocked;
        this.tally = tally;
        this.faults = faults;
    }

    /** Lets two releases call each other in each format. */
    static void run(Release older, Release newer, Tally tally, List<Fault> faults) {
        for (WireFormat format : FORMATS) {
            new Calls(older, newer, format, older.isLocked(), tally, faults).run();
            new Calls(newer, older, format, older.isLocked(), tally, faults).run();
        }
    }

    private void run() {
        List<ServiceBinding> services = server.peers().values().stream()
                .map(peer -> peer.bind(this::receive, () -> answer))
                .toList();
        TwoVersions.call(services, format, channel -> {
            client.versions().values().forEach(version -> run(channel, version));
            return services;
        });
    }

    private void receive(Object arguments) {
        received = arguments;
        isReceived = true;
    }

    private void run(Channel channel, Version version) {
        for (Operation operation : version.operations) {
            Operation other = server.version(version.schema).operation(operation.wire());
            if (other == null) {
                tally.add("methods that the server lacks");
                continue;
            }
            for (int answer = 0; answer < Peer.THROWN + other.thrown().size(); answer++) {
                new OneCall(version, operation, server.version(version.schema), other, answer).run(channel);
            }
        }
    }

    private final class OneCall {
        private final Version version;
        private final Operation operation;
        private final Version otherVersion;
        private final Operation other;
        private final int number;
        private final Judge requests;
        private final Judge replies;

        OneCall(Version version, Operation operation, Version otherVersion, Operation other, int number) {
            this.version = version;
            this.operation = operation;
            this.otherVersion = otherVersion;
            this.other = other;
            this.number = number;
            this.requests = new Judge(version, otherVersion);
            this.replies = new Judge(otherVersion, version);
        }

        void run(Channel channel) {
            answer = number;
            isReceived = false;
            Peer peer = client.peer(version.schema);
            Object reply = null;
            Exception failure = null;
            try {
                reply = peer.call(channel, operation.wire(), number);
            } catch (Exception e) {
                failure = e;
            }
            tally.add("calls");
            judgeArguments(peer, failure);
            if (isReceived) {
                judgeAnswer(reply, failure);
            }
            tally.add("values equal", requests.equal() + replies.equal());
            requests.faults().forEach(this::fault);
            replies.faults().forEach(this::fault);
        }

        private void judgeArguments(Peer peer, @Nullable Exception failure) {
            Kinship kinship = new Kinships(version, otherVersion).ofArguments(operation, other);
            if (isAmbiguous(kinship)) {
                return;
            }
            if (isReceived) {
                requests.arguments(operation, other, peer.arguments(operation.wire(), number), received);
                tally.add("arguments received");
            } else if (kinship == Kinship.SAME) {
                fault("the call failed: " + failure);
            } else {
                tally.add("calls failed, arguments");
            }
        }

        private void judgeAnswer(@Nullable Object reply, @Nullable Exception failure) {
            Object sent = server.peer(version.schema).answer(other.wire(), number);
            if (number >= Peer.THROWN) {
                judgeException(otherVersion.declaration(other.thrown().get(number - Peer.THROWN)), sent, failure);
                return;
            }
            Kinship kinship = new Kinships(otherVersion, version).ofReplies(other.reply(), operation.reply());
            if (isAmbiguous(kinship)) {
                return;
            }
            if (failure == null) {
                replies.reply(other.reply(), sent, operation.reply(), reply);
                tally.add("replies received");
            } else if (kinship == Kinship.SAME) {
                fault("the call failed: " + failure);
            } else {
                tally.add("calls failed, reply");
            }
        }

        private void judgeException(Declaration thrown, @Nullable Object sent, @Nullable Exception failure) {
            Declaration declared = operation.thrown().stream()
                    .map(version::declaration)
                    .filter(exception -> exception.wire().equals(thrown.wire()))
                    .findFirst()
                    .orElse(null);
            Kinship kinship = declared == null
                    ? Kinship.OTHER
                    : new Kinships(otherVersion, version).of(thrown.members(), declared.members());
            if (isAmbiguous(kinship)) {
                return;
            }
            if (failure instanceof Plain plain && declared != null) {
                replies.exception(thrown, sent, declared, plain.plain());
                tally.add("exceptions received");
            } else if (failure instanceof RpcException && kinship != Kinship.SAME) {
                tally.add("calls failed, exception");
            } else {
                fault("sent " + sent + ", and the call ended with " + failure);
            }
        }

        /** A lock that has the older release refuses what is ambiguous; without one, names are all that JSON has. */
        private boolean isAmbiguous(Kinship kinship) {
            boolean isAmbiguous = kinship == Kinship.AMBIGUOUS && !isLocked;
            if (isAmbiguous) {
                tally.add("ambiguous without a lock");
            }
            return isAmbiguous;
        }

        private void fault(String text) {
            String call = format + ", client " + client.name() + ", server " + server.name() + ", " + version.service()
                    + "." + operation.wire() + ", answer " + number + ": ";
            faults.add(new Fault(version.schema, client, server, call + text));
        }
    }
}

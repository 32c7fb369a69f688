package io.minirpc.benchmarks.peer;

import io.minirpc.benchmarks.users.Page;
import io.minirpc.benchmarks.users.User;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies the service's objects into protobuf's messages and out of them, as its users do at the edge of their code.
 * Dates and times are numbers, the cheapest that keeps our data whole.
 */
public final class ProtoUsers {
    private static final long MILLIS_PER_SECOND = 1000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private ProtoUsers() {}

    public static io.minirpc.benchmarks.proto.User toProto(User user) {
        return io.minirpc.benchmarks.proto.User.newBuilder()
                .setId(user.getId())
                .setName(user.getName())
                .setEmail(user.getEmail())
                .setMobile(user.getMobile())
                .setAddress(user.getAddress())
                .setSignature(user.getSignature())
                .setStatus(user.getStatus())
                .setBalance(user.getBalance())
                .addAllPermissions(user.getPermissions())
                .setBirthday((int) user.getBirthday().toEpochDay())
                .setCreatedAt(toMillis(user.getCreatedAt()))
                .setUpdatedAt(toMillis(user.getUpdatedAt()))
                .build();
    }

    public static User fromProto(io.minirpc.benchmarks.proto.User message) {
        User user = new User();
        user.setId(message.getId());
        user.setName(message.getName());
        user.setEmail(message.getEmail());
        user.setMobile(message.getMobile());
        user.setAddress(message.getAddress());
        user.setSignature(message.getSignature());
        user.setStatus(message.getStatus());
        user.setBalance(message.getBalance());
        user.setPermissions(new ArrayList<>(message.getPermissionsList()));
        user.setBirthday(LocalDate.ofEpochDay(message.getBirthday()));
        user.setCreatedAt(fromMillis(message.getCreatedAt()));
        user.setUpdatedAt(fromMillis(message.getUpdatedAt()));
        return user;
    }

    public static io.minirpc.benchmarks.proto.UserPage toProto(Page<User> page) {
        io.minirpc.benchmarks.proto.UserPage.Builder message = io.minirpc.benchmarks.proto.UserPage.newBuilder()
                .setNumber(page.number())
                .setTotal(page.total());
        for (User user : page.items()) {
            message.addItems(toProto(user));
        }
        return message.build();
    }

    public static Page<User> fromProto(io.minirpc.benchmarks.proto.UserPage message) {
        List<User> users = new ArrayList<>(message.getItemsCount());
        for (io.minirpc.benchmarks.proto.User user : message.getItemsList()) {
            users.add(fromProto(user));
        }
        return new Page<>(message.getNumber(), message.getTotal(), users);
    }

    @SuppressWarnings("JavaLocalDateTimeGetNano") // the seconds are there too
    static long toMillis(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * MILLIS_PER_SECOND + time.getNano() / NANOS_PER_MILLI;
    }

    static LocalDateTime fromMillis(long millis) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(millis, MILLIS_PER_SECOND),
                (int) Math.floorMod(millis, MILLIS_PER_SECOND) * NANOS_PER_MILLI,
                ZoneOffset.UTC);
    }
}

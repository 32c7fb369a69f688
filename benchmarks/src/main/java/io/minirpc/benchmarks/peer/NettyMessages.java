package io.minirpc.benchmarks.peer;

import io.minirpc.benchmarks.users.Page;
import io.minirpc.benchmarks.users.User;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The service's objects in binary, by hand: fixed sizes, no field numbers, nothing left out. */
public final class NettyMessages {
    static final byte EXIST_USER = 0;
    static final byte GET_USER = 1;
    static final byte LIST_USER = 2;

    private NettyMessages() {}

    public static void writeUser(User user, ByteBuf out) {
        out.writeLong(user.getId());
        writeString(user.getName(), out);
        writeString(user.getEmail(), out);
        writeString(user.getMobile(), out);
        writeString(user.getAddress(), out);
        writeString(user.getSignature(), out);
        out.writeInt(user.getStatus());
        out.writeDouble(user.getBalance());
        writeIntegers(user.getPermissions(), out);
        out.writeInt((int) user.getBirthday().toEpochDay());
        out.writeLong(ProtoUsers.toMillis(user.getCreatedAt()));
        out.writeLong(ProtoUsers.toMillis(user.getUpdatedAt()));
    }

    public static User readUser(ByteBuf in) {
        User user = new User();
        user.setId(in.readLong());
        user.setName(readString(in));
        user.setEmail(readString(in));
        user.setMobile(readString(in));
        user.setAddress(readString(in));
        user.setSignature(readString(in));
        user.setStatus(in.readInt());
        user.setBalance(in.readDouble());
        user.setPermissions(readIntegers(in));
        user.setBirthday(LocalDate.ofEpochDay(in.readInt()));
        user.setCreatedAt(ProtoUsers.fromMillis(in.readLong()));
        user.setUpdatedAt(ProtoUsers.fromMillis(in.readLong()));
        return user;
    }

    public static void writePage(Page<User> page, ByteBuf out) {
        out.writeInt(page.number());
        out.writeLong(page.total());
        out.writeInt(page.items().size());
        for (User user : page.items()) {
            writeUser(user, out);
        }
    }

    public static Page<User> readPage(ByteBuf in) {
        int number = in.readInt();
        long total = in.readLong();
        int size = in.readInt();
        List<User> users = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            users.add(readUser(in));
        }
        return new Page<>(number, total, users);
    }

    static void writeString(String value, ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(0);
        out.setInt(start, ByteBufUtil.writeUtf8(out, value));
    }

    static String readString(ByteBuf in) {
        return in.readString(in.readInt(), StandardCharsets.UTF_8);
    }

    private static void writeIntegers(List<Integer> values, ByteBuf out) {
        int size = values.size();
        out.ensureWritable((1 + size) * Integer.BYTES);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeInt(values.get(i));
        }
    }

    private static List<Integer> readIntegers(ByteBuf in) {
        int size = in.readInt();
        List<Integer> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(in.readInt());
        }
        return values;
    }
}

package io.minirpc.benchmarks.users;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers from made-up data: the same for the same arguments, and in new objects each time, as a database would give
 * them. Thread-safe.
 */
public final class Users implements UserService {
    private static final int PAGE_SIZE = 15;
    private static final int PERMISSIONS = 15;
    private static final long TOTAL = 1_000_000;
    private static final int MILLION = 1_000_000;
    private static final LocalDate FIRST_BIRTHDAY = LocalDate.of(1960, 1, 1);
    private static final LocalDateTime FIRST_DAY = LocalDateTime.of(2020, 2, 29, 8, 30, 15, 123 * MILLION);

    /** Returns the address of a user's mailbox. */
    public static String email(long id) {
        return "user" + id + "@example.com";
    }

    /** Tells whether the last digit of the id in an address of ours is even. */
    @Override
    public boolean existUser(String email) {
        int at = email.indexOf('@');
        return at > 0 && (email.charAt(at - 1) & 1) == 0;
    }

    @Override
    public User getUser(long id) {
        User user = new User();
        user.setId(id);
        user.setName("张伟明" + id % 1000);
        user.setEmail(email(id));
        user.setMobile("+86 138 0013 " + (1000 + id % 9000));
        user.setAddress("上海市浦东新区世纪大道 " + id % 2000 + " 号");
        user.setSignature("Early to bed, early to rise; 今天天气真好, 一起去散步吧");
        user.setStatus((int) (id % 4));
        user.setBalance(id % 100_000 / 8.0);
        user.setPermissions(permissions(id));
        user.setBirthday(FIRST_BIRTHDAY.plusDays(id % 18_000));
        user.setCreatedAt(FIRST_DAY.plusSeconds(id % 100_000_000));
        user.setUpdatedAt(FIRST_DAY.plusSeconds(id % 150_000_000));
        return user;
    }

    @Override
    public Page<User> listUser(int page) {
        List<User> users = new ArrayList<>(PAGE_SIZE);
        for (int i = 0; i < PAGE_SIZE; i++) {
            users.add(getUser((long) page * PAGE_SIZE + i));
        }
        return new Page<>(page, TOTAL, users);
    }

    private static List<Integer> permissions(long id) {
        List<Integer> permissions = new ArrayList<>(PERMISSIONS);
        for (int i = 0; i < PERMISSIONS; i++) {
            permissions.add((int) ((id + i * 37L) % 1000));
        }
        return permissions;
    }
}

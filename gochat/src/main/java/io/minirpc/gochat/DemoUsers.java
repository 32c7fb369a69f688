package io.minirpc.gochat;

import io.minirpc.gochat.api.AccountService;
import io.minirpc.gochat.api.GrantResult.Granted;
import io.minirpc.gochat.api.Registration;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Two users to try it with, made in an empty database. */
final class DemoUsers {
    private static final List<String> NAMES = List.of("ada", "bob");
    private static final String CONSONANTS = "bdfgklmnprstvwz";
    private static final String VOWELS = "aeiou";

    private DemoUsers() {}

    record Account(String name, String password) {}

    /** Makes the users, and returns those that were not there. */
    static List<Account> create(AccountService accounts) {
        SecureRandom random = new SecureRandom();
        List<Account> made = new ArrayList<>();
        for (String name : NAMES) {
            String password = IntStream.range(0, 4).mapToObj(i -> word(random)).collect(Collectors.joining("-"));
            Registration registration = new Registration(name, password, null, null, "127.0.0.1");
            if (accounts.register(registration).toCompletableFuture().join() instanceof Granted) {
                made.add(new Account(name, password));
            }
        }
        return made;
    }

    /** A word of two syllables, 5,625 of them: four are 50 bits. */
    private static String word(SecureRandom random) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 2; i++) {
            word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())))
                    .append(VOWELS.charAt(random.nextInt(VOWELS.length())));
        }
        return word.toString();
    }
}

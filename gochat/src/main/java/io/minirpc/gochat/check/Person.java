package io.minirpc.gochat.check;

import io.minirpc.gochat.client.AccessTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A user of the load and his screens. */
final class Person {
    final int user;
    final String id;
    final String name;
    final AccessTokens tokens;
    private final List<Screen> screens = new ArrayList<>();

    /** @param user the number in the history */
    Person(int user, String id, String name, AccessTokens tokens) {
        this.user = user;
        this.id = id;
        this.name = name;
        this.tokens = tokens;
    }

    void add(Screen screen) {
        screens.add(screen);
    }

    List<Screen> screens() {
        return screens;
    }

    Screen any(Random random) {
        return screens.get(random.nextInt(screens.size()));
    }
}

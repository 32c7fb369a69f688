package io.minirpc.gochat.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The users of a run. Immutable once it is filled. */
final class Crowd {
    private final List<Person> people = new ArrayList<>();

    void add(Person person) {
        people.add(person);
    }

    List<Person> people() {
        return people;
    }

    List<Screen> screens() {
        return people.stream().flatMap(person -> person.screens().stream()).toList();
    }

    Person any(Random random) {
        return people.get(random.nextInt(people.size()));
    }
}

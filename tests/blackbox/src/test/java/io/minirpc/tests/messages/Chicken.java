package io.minirpc.tests.messages;

import java.util.List;

/** Two types that contain each other; not annotated. */
record Chicken(String name, List<Egg> eggs) {
    record Egg(int size, Chicken hatched) {}
}

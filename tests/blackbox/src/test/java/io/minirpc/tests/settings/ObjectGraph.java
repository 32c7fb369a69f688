package io.minirpc.tests.settings;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;

/**
 * Everything that an object of the product holds on to: values by their path from it. Fields of the product's classes
 * and of lambdas are followed, and so are collections, maps and arrays; other objects count by their class.
 */
final class ObjectGraph {
    private record Step(String path, Object value) {}

    private final Map<String, String> values = new TreeMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Samples samples;

    private ObjectGraph(Samples samples) {
        this.samples = samples;
    }

    /** Returns the values by path, where samples have the labels by which they are known. */
    static Map<String, String> of(Object root, Samples samples) {
        ObjectGraph graph = new ObjectGraph(samples);
        graph.add("", root);
        while (!graph.steps.isEmpty()) {
            Step step = graph.steps.remove();
            graph.walk(step.path(), step.value());
        }
        return graph.values;
    }

    private void add(String path, Object value) {
        if (isValue(value)) {
            values.put(path, text(value));
            return;
        }
        values.put(path, samples.labelOf(value) + text(value));
        if (seen.add(value)) {
            steps.add(new Step(path, value));
        }
    }

    private static boolean isValue(Object value) {
        return value == null
                || value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum<?>
                || value instanceof Duration
                || value instanceof Path
                || value instanceof URI
                || value instanceof Class<?>;
    }

    private static String text(Object value) {
        if (value instanceof Logger logger) {
            return logger.getName();
        }
        return isValue(value)
                ? String.valueOf(value)
                : value.getClass().getName().replaceFirst("/0x.*", "");
    }

    private void walk(String path, Object value) {
        Class<?> type = value.getClass();
        if (type.isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                add(path + "[" + i + "]", Array.get(value, i));
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, mapped) -> add(path + "{" + text(key) + "}", mapped));
        } else if (value instanceof Iterable<?> all) {
            int i = 0;
            for (Object each : all) {
                add(path + "[" + i++ + "]", each);
            }
        } else if (type.getName().startsWith("io.minirpc.")) {
            walkFields(path, value, type);
        }
    }

    private void walkFields(String path, Object value, Class<?> type) {
        for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && each.getName().startsWith("io.minirpc.")) {
                    add(path + "." + field.getName(), read(field, value));
                }
            }
        }
    }

    private static Object read(Field field, Object of) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " cannot be read", e);
        }
    }
}

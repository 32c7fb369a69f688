package io.minirpc.tests.messages;

import io.minirpc.annotation.RpcMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;

/** Collections, maps and optionals, in each other too. */
@RpcMessage
record Containers(
        List<String> list,
        ArrayList<Integer> arrayList,
        Collection<Long> collection,
        Set<Level> set,
        TreeSet<String> treeSet,
        ArrayDeque<Tree> deque,
        List<Event> events,
        List<List<Double>> lists,
        List<Map<String, List<Integer>>> maps,
        Map<String, String> map,
        SortedMap<Integer, Tree> sortedMap,
        LinkedHashMap<Level, List<Level>> byLevel,
        Map<UUID, Map<Boolean, Character>> nested,
        Optional<String> optional,
        Optional<List<Tree>> optionalList,
        OptionalInt optionalInt,
        OptionalLong optionalLong,
        OptionalDouble optionalDouble) {}

package collections;

import io.minirpc.annotation.RpcField;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

public record Everything(
        List<String> list,
        Set<Integer> set,
        Collection<Long> collection,
        ArrayList<String> arrayList,
        LinkedList<String> linkedList,
        HashSet<String> hashSet,
        LinkedHashSet<String> linkedHashSet,
        TreeSet<String> treeSet,
        SortedSet<String> sortedSet,
        NavigableSet<String> navigableSet,
        Queue<String> queue,
        Deque<String> deque,
        ArrayDeque<String> arrayDeque,
        PriorityQueue<Integer> priorityQueue,
        CopyOnWriteArrayList<String> copyOnWriteArrayList,
        ConcurrentLinkedQueue<String> concurrentLinkedQueue,
        ConcurrentSkipListSet<String> concurrentSkipListSet,
        EnumSet<Day> enumSet,
        Map<String, Integer> map,
        HashMap<Integer, String> hashMap,
        LinkedHashMap<Long, String> linkedHashMap,
        TreeMap<String, String> treeMap,
        SortedMap<String, String> sortedMap,
        NavigableMap<String, String> navigableMap,
        ConcurrentMap<String, String> concurrentMap,
        ConcurrentHashMap<String, String> concurrentHashMap,
        ConcurrentSkipListMap<String, String> concurrentSkipListMap,
        EnumMap<Day, List<String>> enumMap,
        Map<Day, Map<String, List<Optional<Integer>>>> nested,
        List<Set<TreeSet<String>>> deep,
        Optional<List<Integer>> optional,
        @RpcField(encoding = RpcField.Encoding.ZIGZAG) List<Integer> zigzag,
        @RpcField(encoding = RpcField.Encoding.FIXED) Map<String, Long> fixed,
        @RpcField(encoding = RpcField.Encoding.FIXED) long[] fixedArray) {
    public enum Day {
        MONDAY,
        TUESDAY
    }
}

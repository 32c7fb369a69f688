package io.minirpc.gochat.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Busy;
import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.chat.Chat.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Threads that each send one message after the other to a conversation of their own and to one that all share, as
 * clients do: the same one again until it is answered by {@code Sent}. Thread-safe.
 */
final class Senders implements AutoCloseable {
    private static final String SHARED = Chat.ADA_BOB;

    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Sent> answers = new ConcurrentHashMap<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final List<Service> services;
    private volatile boolean ended;

    Senders(int count, String content, Service... services) {
        this.services = List.of(services);
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> run(number, content), "sender-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(int number, String content) {
        for (int i = 0; !ended; i++) {
            send(number, number + "-" + i, i % 2 == 0 ? SHARED : Chat.ADA_EVE, content);
        }
    }

    private void send(int number, String id, String conversation, String content) {
        for (int attempt = number; !ended; attempt++) {
            long begun = System.nanoTime();
            SendResult result =
                    Service.get(services.get(attempt % services.size()).send(conversation, Chat.ADA, id, content));
            slowestNanos.accumulateAndGet(System.nanoTime() - begun, Math::max);
            if (result instanceof Sent sent) {
                answers.put(id + " in " + conversation, sent);
                return;
            }
            assertThat(result).isInstanceOf(Busy.class);
            busy.incrementAndGet();
        }
    }

    int sent() {
        return answers.size();
    }

    int busy() {
        return busy.get();
    }

    /** Returns how long the slowest answer took since the start, or since the call before. */
    Duration slowest() {
        return Duration.ofNanos(slowestNanos.getAndSet(0));
    }

    void awaitSent(int more) {
        int before = sent();
        await().atMost(Duration.ofMinutes(1)).until(() -> sent() >= before + more);
    }

    void awaitBusy(int more) {
        int before = busy();
        await().atMost(Duration.ofMinutes(1)).until(() -> busy() >= before + more);
    }

    /** Ends the threads; those who wait for an answer wait for it. */
    @Override
    public void close() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Every answer names a row, each message is there once, in the order of its sender, and no seq is missing. */
    void check(Chat chat) {
        close();
        for (String conversation : List.of(SHARED, Chat.ADA_EVE)) {
            List<Row> rows = chat.messages(conversation);
            assertThat(rows).extracting(Row::seq).containsExactlyElementsOf(upTo(rows.size()));
            assertThat(rows).extracting(Row::clientId).doesNotHaveDuplicates();
            for (int number = 0; number < threads.size(); number++) {
                String mine = number + "-";
                assertThat(rows.stream()
                                .map(Row::clientId)
                                .filter(id -> id.startsWith(mine))
                                .map(id -> Integer.parseInt(id.substring(mine.length()))))
                        .isSorted();
            }
            Map<Long, Row> bySeq = new ConcurrentHashMap<>();
            rows.forEach(row -> bySeq.put(row.seq(), row));
            answers.forEach((id, sent) -> {
                if (id.endsWith(" in " + conversation)) {
                    Row row = bySeq.get(sent.seq());
                    assertThat(row).as("answered as %s: %s", sent, id).isNotNull();
                    assertThat(row.clientId() + " in " + conversation).isEqualTo(id);
                    assertThat(row.id()).isEqualTo(sent.messageId());
                }
            });
        }
    }

    private static List<Long> upTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}

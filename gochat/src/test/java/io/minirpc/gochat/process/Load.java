package io.minirpc.gochat.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.client.Accounts;
import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.support.TestDevice;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * Users that write to each other without a pause, one message after the other in each conversation, and what must hold
 * of all they were told when it ends.
 */
final class Load implements AutoCloseable {
    private static final int USERS = 4;

    private final ClientResources resources = new ClientResources();
    private final List<TestDevice> devices = new ArrayList<>();
    private final List<String> conversations = new ArrayList<>();
    private final Map<String, Sent> answers = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean(true);

    /** Registers the users, each of which begins to write to each other one. */
    Load(URI address) throws Exception {
        Accounts accounts = new Accounts(resources.http(), address);
        for (int i = 0; i < USERS; i++) {
            devices.add(
                    new TestDevice(resources, address, accounts.register("user" + i, "a password " + i), "device" + i));
        }
        for (TestDevice sender : devices) {
            for (TestDevice receiver : devices) {
                if (sender != receiver) {
                    String id = ConversationId.of(Ids.parse(sender.user()), Ids.parse(receiver.user()))
                            .toString();
                    if (!conversations.contains(id)) {
                        conversations.add(id);
                    }
                    waiting.incrementAndGet();
                    writeOn(sender, id, 1);
                }
            }
        }
    }

    private void writeOn(TestDevice sender, String conversation, int number) {
        String content = sender.user() + " " + conversation + " " + number;
        sender.send(conversation, content).whenComplete((sent, failure) -> {
            if (failure != null) {
                throw new AssertionError(content, failure); // shows as a conversation that never ends
            }
            answers.put(content, sent);
            if (running.get()) {
                writeOn(sender, conversation, number + 1);
            } else {
                waiting.decrementAndGet();
            }
        });
    }

    /** Returns how many messages were answered so far. */
    int sent() {
        return answers.size();
    }

    /** Waits until further messages were answered. */
    void awaitSent(int more) {
        int before = sent();
        await().until(() -> sent() >= before + more);
    }

    /** Waits for the last answers, then checks what every client shows against what was answered. */
    void endAndCheck() {
        running.set(false);
        await().until(() -> waiting.get() == 0);
        for (TestDevice device : devices) {
            for (String conversation : conversations) {
                if (ConversationId.parse(conversation).orElseThrow().mayHave(Ids.parse(device.user()))) {
                    check(device, conversation);
                }
            }
        }
    }

    private void check(TestDevice device, String conversation) {
        Map<String, Sent> expected = new ConcurrentHashMap<>(answers);
        expected.values().removeIf(sent -> !sent.conversation().equals(conversation));
        await().untilAsserted(() -> {
            List<Message> shown = device.shown(conversation);
            assertThat(shown).hasSizeGreaterThanOrEqualTo(expected.size());
            for (int i = 0; i < shown.size(); i++) {
                assertThat(shown.get(i).seq()).isEqualTo(i + 1);
            }
            assertThat(shown).extracting(Message::content).doesNotHaveDuplicates();
            assertThat(shown).extracting(Message::content).containsExactlyInAnyOrderElementsOf(expected.keySet());
            shown.forEach(message -> {
                Sent sent = expected.get(message.content());
                assertThat(sent.seq()).isEqualTo(message.seq());
                assertThat(sent.messageId()).isEqualTo(message.id());
            });
        });
    }

    private static org.awaitility.core.ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50));
    }

    @Override
    public void close() {
        devices.forEach(TestDevice::close);
        resources.close();
    }
}

package io.minirpc.gochat.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.frame.ConversationId;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class CommittersTest {
    private static final int COMMITTERS = 4;
    private static final int CONVERSATIONS = 10_000;

    @Test
    void conversationsOfNeighboursAreSpread() {
        assertThat(shares(i -> new ConversationId.OfTwo(2 * i, 2 * i + 1).toString()))
                .allMatch(share -> share > 0.22 && share < 0.28);
    }

    @Test
    void conversationsOfOneUserAreSpread() {
        assertThat(shares(i -> new ConversationId.OfTwo(1, 1 + i).toString()))
                .allMatch(share -> share > 0.22 && share < 0.28);
    }

    private static List<Double> shares(LongFunction<String> conversation) {
        double[] shares = new double[COMMITTERS];
        for (int i = 1; i <= CONVERSATIONS; i++) {
            shares[Committers.committerOf(conversation.apply(i), COMMITTERS)] += 1.0 / CONVERSATIONS;
        }
        return Arrays.stream(shares).boxed().toList();
    }
}

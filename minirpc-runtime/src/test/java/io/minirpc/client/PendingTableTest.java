package io.minirpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.internal.envelope.Envelope;
import io.minirpc.server.TestService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingTableTest {
    private static PendingCall call() {
        return new PendingCall(TestService.ADD, null, 0, null, "test") {
            @Override
            void responded(Envelope form, byte[] bytes, int offset, int length) {}

            @Override
            void failed(CallFailure failure) {}
        };
    }

    @Test
    void eachCallIsFoundBySeqOnce() {
        PendingTable table = new PendingTable(0);
        PendingCall call = call();
        assertThat(table.add(call)).isTrue();
        assertThat(call.seq).isEqualTo(1);
        assertThat(table.remove(2)).isNull();
        assertThat(table.find(2)).isNull();
        assertThat(table.find(1)).isSameAs(call);
        assertThat(table.remove(1)).isSameAs(call);
        assertThat(table.find(1)).isNull();
        assertThat(table.remove(1)).isNull();
        assertThat(table.size()).isZero();
    }

    @Test
    void aSeqThatSharesItsPlaceWithALiveOneFindsNothing() {
        PendingTable table = new PendingTable(0);
        table.add(call());
        for (int bit = 6; bit < 32; bit++) {
            assertThat(table.remove(1 + (1 << bit))).isNull();
        }
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void seqsWrapAroundAndSkipLiveOnes() {
        PendingTable table = new PendingTable(-3);
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            PendingCall call = call();
            table.add(call);
            calls.add(call);
        }
        assertThat(calls).extracting(call -> call.seq).containsExactly(-2, -1, 0, 1);

        PendingTable sparse = new PendingTable(0);
        PendingCall old = call();
        sparse.add(old);
        for (int i = 0; i < 200; i++) {
            PendingCall next = call();
            sparse.add(next);
            assertThat(next.seq & 63).isNotEqualTo(old.seq & 63);
            assertThat(sparse.remove(next.seq)).isSameAs(next);
        }
        assertThat(sparse.remove(old.seq)).isSameAs(old);
    }

    @Test
    void theTableGrowsWithoutLosingCalls() {
        PendingTable table = new PendingTable(Integer.MAX_VALUE - 500);
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            PendingCall call = call();
            assertThat(table.add(call)).isTrue();
            calls.add(call);
        }
        assertThat(calls).extracting(call -> call.seq).doesNotHaveDuplicates();
        for (PendingCall call : calls) {
            assertThat(table.remove(call.seq)).isSameAs(call);
        }
        table.add(calls.get(0));
        assertThat(table.all()).containsExactly(calls.get(0));
    }
}

package io.minirpc.gochat.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.CallContext;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.gochat.store.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCallsTest {
    private static final int MORE_THAN_THREADS = 32;

    @TempDir
    Path folder;

    @Test
    void workThatNobodyWaitsForWhenItsTurnComesIsNotBegun() throws Exception {
        try (Database database = Database.openFile(folder.resolve("gochat"), false)) {
            StoreCalls calls = new StoreCalls(database);
            CountDownLatch thaw = new CountDownLatch(1);
            List<CompletionStage<String>> before = new ArrayList<>();
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                before.add(calls.run(() -> {
                    Gate.await(thaw);
                    return "done";
                }));
            }
            AtomicBoolean begun = new AtomicBoolean();
            CallContext abandoned = CallContext.create();
            CompletableFuture<Boolean> late =
                    abandoned.call(() -> calls.run(() -> begun.getAndSet(true))).toCompletableFuture();
            CompletableFuture<String> wanted =
                    CallContext.create().call(() -> calls.run(() -> "wanted")).toCompletableFuture();

            abandoned.cancel();
            thaw.countDown();

            assertThat(wanted.join()).isEqualTo("wanted");
            assertThatThrownBy(late::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            RpcException.class,
                            failure -> assertThat(failure.code()).isEqualTo(StatusCode.CANCELLED));
            assertThat(begun).isFalse();
            before.forEach(each -> assertThat(each.toCompletableFuture().join()).isEqualTo("done"));
        }
    }
}

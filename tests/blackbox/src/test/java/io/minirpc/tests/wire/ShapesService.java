package io.minirpc.tests.wire;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Implements the shapes. */
final class ShapesService implements Shapes {
    private static final int PATIENCE_SECONDS = 20;

    private final List<String> memory = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private CountDownLatch meeting;

    @Override
    public String greet(String who) {
        return "hello, " + who;
    }

    @Override
    public int length(String text) {
        return text.length();
    }

    @Override
    public int length(List<String> texts) {
        return texts.stream().mapToInt(String::length).sum();
    }

    @Override
    public void remember(String text) {
        memory.add(text);
    }

    @Override
    public List<String> remembered() {
        return memory;
    }

    @Override
    public CompletableFuture<String> later(String text) {
        return CompletableFuture.supplyAsync(() -> text);
    }

    @Override
    public CompletionStage<String> stage(String text) {
        return CompletableFuture.completedStage(text);
    }

    @Override
    public CompletableFuture<Void> rememberLater(String text) {
        return CompletableFuture.runAsync(() -> memory.add(text));
    }

    @Override
    public Person same(Person person) {
        return person;
    }

    @Override
    public List<String> sameList(List<String> list, String text) {
        return list;
    }

    @Override
    public String fail(String how) throws OverdrawnException {
        switch (how) {
            case "overdrawn" -> throw new OverdrawnException("too little money", -1L << 40);
            case "closed" -> throw new ClosedException("closed on Sundays");
            case "status" -> throw new RpcException(StatusCode.ALREADY_EXISTS, "we have that");
            case "undeclared" -> throw new IllegalStateException("the password is swordfish");
            case "error" -> throw new StackOverflowError("swordfish");
            default -> throw new AssertionError(how);
        }
    }

    @Override
    public CompletableFuture<String> failLater(String how) {
        return CompletableFuture.supplyAsync(() -> how).thenCompose(text -> {
            try {
                return CompletableFuture.completedFuture(fail(text));
            } catch (OverdrawnException e) {
                return CompletableFuture.failedFuture(e);
            }
        });
    }

    @Override
    public int inline(int n) {
        return -n;
    }

    @Override
    public int meet(int others) {
        CountDownLatch arrived = meeting(others);
        arrived.countDown();
        await(arrived);
        return others;
    }

    @Override
    public String waitAtTheGate() {
        await(gate);
        return "through";
    }

    @Override
    public void open() {
        gate.countDown();
    }

    private synchronized CountDownLatch meeting(int others) {
        if (meeting == null) {
            meeting = new CountDownLatch(others);
        }
        return meeting;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new RpcException(StatusCode.ABORTED, "nobody came");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

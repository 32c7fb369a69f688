package io.minirpc.server;

import io.minirpc.MethodDescriptor;
import io.minirpc.Throwing;
import io.minirpc.codec.ExceptionCodec;
import io.minirpc.codec.JsonFields;
import io.minirpc.codec.JsonName;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.MessageCodec;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;

/** A service whose calls say at which step of their way through the server something throws, and what. */
final class StepService {
    /** What users' code does on the way in and out. */
    enum Step {
        NONE,
        READ_ARGUMENTS,
        FILTER_BEFORE,
        FILTER_STAGE,
        HANDLER,
        LATER,
        STAGE_THROWS,
        STAGE_CALLS_BACK_AND_THROWS,
        DECLARED_MESSAGE,
        WRITE_EXCEPTION,
        CANCELLED,
        FILTER_AFTER,
        WRITE_REPLY
    }

    record Order(Step step, Throwing kind) {
        Order {
            step = step == null ? Step.NONE : step;
        }

        void raiseAt(Step here) {
            if (step == here) {
                kind.raise();
            }
        }
    }

    static final MethodDescriptor<Order, Order> BLOCKING = method("Blocking");
    static final MethodDescriptor<Order, Order> INLINE = method("Inline");
    static final MethodDescriptor<Order, Order> ASYNC = method("Async");
    static final MethodDescriptor<Order, Order> INLINE_ASYNC = method("InlineAsync");
    static final List<MethodDescriptor<Order, Order>> METHODS = List.of(BLOCKING, INLINE, ASYNC, INLINE_ASYNC);

    private StepService() {}

    private static MethodDescriptor<Order, Order> method(String name) {
        return MethodDescriptor.builder("Steps", name, new OrderCodec(true), new OrderCodec(false))
                .declares(new TrapCodec())
                .build();
    }

    static ServiceBinding binding() {
        return ServiceBinding.builder("Steps")
                .blocking(BLOCKING, StepService::now)
                .inlineBlocking(INLINE, StepService::now)
                .async(ASYNC, StepService::later)
                .inlineAsync(INLINE_ASYNC, StepService::later)
                .build();
    }

    private static Order now(Order order) throws Exception {
        order.raiseAt(Step.HANDLER);
        order.raiseAt(Step.LATER);
        order.raiseAt(Step.STAGE_THROWS);
        order.raiseAt(Step.STAGE_CALLS_BACK_AND_THROWS);
        if (order.step() == Step.DECLARED_MESSAGE || order.step() == Step.WRITE_EXCEPTION) {
            throw new Trap(order);
        }
        return order;
    }

    private static CompletionStage<Order> later(Order order) throws Exception {
        order.raiseAt(Step.HANDLER);
        if (order.step() == Step.STAGE_THROWS || order.step() == Step.STAGE_CALLS_BACK_AND_THROWS) {
            return oddStage(order);
        }
        // Not by supplyAsync: no stage of the JDK's that follows another completes by what throws in its toString.
        CompletableFuture<Order> later = new CompletableFuture<>();
        ForkJoinPool.commonPool().execute(() -> {
            try {
                later.complete(now(order));
            } catch (Throwable e) {
                completeQuietly(later, e);
            }
        });
        return later;
    }

    /** Who completes a future gets to see what the stages that follow it fail with, as they then do. */
    private static void completeQuietly(CompletableFuture<Order> later, Throwable thrown) {
        try {
            later.completeExceptionally(thrown);
        } catch (Throwable e) {
            // the completion itself has happened
        }
    }

    /** A stage as no library should have: it throws when it is asked to call back, or when it has. */
    @SuppressWarnings("unchecked")
    private static CompletionStage<Order> oddStage(Order order) {
        CompletableFuture<Order> done = CompletableFuture.completedFuture(order);
        return (CompletionStage<Order>) Proxy.newProxyInstance(
                StepService.class.getClassLoader(),
                new Class<?>[] {CompletionStage.class},
                (self, method, arguments) -> {
                    if (order.step() == Step.STAGE_CALLS_BACK_AND_THROWS) {
                        method.invoke(done, arguments);
                    }
                    throw order.kind().throwable();
                });
    }

    /** What is declared, with a message that may throw. */
    static final class Trap extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Order order;

        Trap(Order order) {
            this.order = order;
        }

        @Override
        public String getMessage() {
            return order.step() == Step.DECLARED_MESSAGE ? order.kind().raise() : "trapped";
        }
    }

    private static final class OrderCodec extends MessageCodec<Order> {
        private static final JsonName STEP = JsonName.of("step");
        private static final JsonName KIND = JsonName.of("kind");
        private static final JsonFields FIELDS = JsonFields.of(STEP, KIND);
        private final boolean arguments;

        OrderCodec(boolean arguments) {
            super("Order");
            this.arguments = arguments;
        }

        @Override
        public void write(Order order, WireWriter out) {
            out.writeInt32(1, order.step().ordinal());
            raise(!arguments, order, Step.WRITE_REPLY);
            out.writeInt32(2, order.kind().ordinal());
        }

        @Override
        public Order read(WireReader in) {
            int step = 0;
            int kind = 0;
            for (int field = in.nextField(); field != 0; field = in.nextField()) {
                switch (field) {
                    case 1 -> step = in.readInt32();
                    case 2 -> kind = in.readInt32();
                    default -> in.skipField();
                }
            }
            return read(step, kind);
        }

        @Override
        public void writeJson(Order order, JsonWriter out) {
            out.beginObject();
            out.writeInt32(STEP, order.step().ordinal());
            raise(!arguments, order, Step.WRITE_REPLY);
            out.writeInt32(KIND, order.kind().ordinal());
            out.endObject();
        }

        @Override
        public Order readJson(JsonReader in) {
            int step = 0;
            int kind = 0;
            in.beginObject(FIELDS);
            for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
                switch (field) {
                    case 0 -> step = in.readInt32();
                    default -> kind = in.readInt32();
                }
            }
            return read(step, kind);
        }

        private Order read(int step, int kind) {
            Order order = new Order(Step.values()[step], Throwing.values()[kind]);
            raise(arguments, order, Step.READ_ARGUMENTS);
            return order;
        }

        private static void raise(boolean here, Order order, Step step) {
            if (here) {
                order.raiseAt(step);
            }
        }
    }

    private static final class TrapCodec extends ExceptionCodec<Trap> {
        TrapCodec() {
            super("Trap", Trap.class);
        }

        @Override
        public void write(Trap trap, WireWriter out) {
            trap.order.raiseAt(Step.WRITE_EXCEPTION);
        }

        @Override
        public Trap read(WireReader in) {
            return new Trap(new Order(Step.NONE, Throwing.RUNTIME_EXCEPTION));
        }

        @Override
        public void writeJson(Trap trap, JsonWriter out) {
            out.beginObject();
            trap.order.raiseAt(Step.WRITE_EXCEPTION);
            out.endObject();
        }

        @Override
        public Trap readJson(JsonReader in) {
            in.beginObject(JsonFields.of());
            while (in.nextField() != JsonReader.END) {
                // it has none
            }
            return new Trap(new Order(Step.NONE, Throwing.RUNTIME_EXCEPTION));
        }
    }
}

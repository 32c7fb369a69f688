package io.minirpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The kinds of what code of users and libraries may throw, each as the things that throw it: for tests that put them
 * everywhere. What is thrown is new each time.
 */
public enum Throwing {
    RUNTIME_EXCEPTION {
        @Override
        public Throwable throwable() {
            return new IllegalStateException("on purpose");
        }
    },
    CHECKED_EXCEPTION {
        @Override
        public Throwable throwable() {
            return new IOException("on purpose, and declared nowhere");
        }
    },
    ASSERTION_ERROR {
        @Override
        public Throwable throwable() {
            return new AssertionError("on purpose");
        }
    },
    LINKAGE_ERROR {
        @Override
        public Throwable throwable() {
            return new NoClassDefFoundError("on/Purpose");
        }
    },
    OUT_OF_MEMORY {
        @Override
        public Throwable throwable() {
            return new OutOfMemoryError("on purpose");
        }
    },
    /** A real one, thrown where the stack has come to its end. */
    STACK_OVERFLOW {
        @Override
        public Throwable throwable() {
            try {
                throw new AssertionError("no end of the stack after " + dive(0) + " frames");
            } catch (StackOverflowError e) {
                return e;
            }
        }
    },
    /** An exception whose own methods throw, as one does that builds its message of what was closed since. */
    RUDE_EXCEPTION {
        @Override
        public Throwable throwable() {
            return new Rude();
        }
    },
    /** The same as an error. */
    RUDE_ERROR {
        @Override
        public Throwable throwable() {
            return new RudeError();
        }
    };

    /** Returns one that was not thrown yet. */
    public abstract Throwable throwable();

    /** Throws one, whatever the caller declares; the type is that of the expression it stands for. */
    public final <T> T raise() {
        return raise(throwable());
    }

    /** Throws what is given, whatever the caller declares; the type is that of the expression it stands for. */
    public static <T> T raise(Throwable thrown) {
        throw Throwing.<RuntimeException>unchecked(thrown);
    }

    /** Returns something that throws in each of an interface's own methods, such as a listener. */
    public final <T> T each(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return switch (method.getName()) {
                            case "equals" -> self == arguments[0];
                            case "hashCode" -> System.identityHashCode(self);
                            default -> "throwing " + name();
                        };
                    }
                    throw throwable();
                }));
    }

    /** Returns an executor that takes nothing. */
    public final Executor executor() {
        return task -> raise();
    }

    /** Returns an allocator that has no memory of any size above some bytes. */
    public final ByteBufAllocator allocator(int maxBytes) {
        return (ByteBufAllocator) Proxy.newProxyInstance(
                ByteBufAllocator.class.getClassLoader(),
                new Class<?>[] {ByteBufAllocator.class},
                (self, method, arguments) -> {
                    boolean tooMuch = arguments != null && arguments[0] instanceof Integer bytes && bytes > maxBytes;
                    return tooMuch && ByteBuf.class.isAssignableFrom(method.getReturnType())
                            ? raise()
                            : method.invoke(UnpooledByteBufAllocator.DEFAULT, arguments);
                });
    }

    /**
     * Has every line that is logged throw until this is closed: the logger of the tests prints to {@link System#err}.
     */
    public final Log log() {
        return new Log(this);
    }

    /** A log that throws. */
    public static final class Log implements AutoCloseable {
        private final PrintStream outer = System.err;
        private final AtomicInteger lines = new AtomicInteger();

        private Log(Throwing kind) {
            System.setErr(new PrintStream(OutputStream.nullOutputStream()) {
                @Override
                public void println(String line) {
                    lines.incrementAndGet();
                    kind.raise();
                }
            });
        }

        /** Returns how many lines have thrown so far. */
        public int lines() {
            return lines.get();
        }

        @Override
        public void close() {
            System.setErr(outer);
        }
    }

    @SuppressWarnings("unchecked") // nobody checks
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @SuppressWarnings("InfiniteRecursion") // that is what it is for
    private static int dive(int depth) {
        return dive(depth + 1) + 1;
    }

    private static RuntimeException refusal() {
        return new UnsupportedOperationException("an exception that does not want to be looked at");
    }

    private static final class Rude extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw refusal();
        }

        @Override
        public synchronized Throwable getCause() {
            throw refusal();
        }

        @Override
        public String toString() {
            throw refusal();
        }

        @Override
        public int hashCode() {
            throw refusal();
        }

        @Override
        public boolean equals(Object other) {
            throw refusal();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw refusal();
        }
    }

    private static final class RudeError extends Error {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new AssertionError("an error that does not want to be looked at");
        }

        @Override
        public String toString() {
            throw new AssertionError("an error that does not want to be looked at");
        }
    }
}

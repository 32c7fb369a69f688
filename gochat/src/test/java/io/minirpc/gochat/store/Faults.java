package io.minirpc.gochat.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A place between the pool and the driver where tests fail or stop what goes to the database. Thread-safe. */
public final class Faults {
    /** What happens around each step: a statement by its text, {@code COMMIT} or {@code ROLLBACK}. */
    public interface Hook {
        default void before(String step) throws SQLException {}

        default void after(String step) throws SQLException {}
    }

    private static final String LOST = "08006";
    private static final Hook NONE = new Hook() {};

    private final AtomicInteger open = new AtomicInteger();
    private volatile Hook hook = NONE;

    public void set(Hook hook) {
        this.hook = hook;
    }

    public void clear() {
        hook = NONE;
    }

    /** Returns the number of connections that were opened and not closed. */
    public int openConnections() {
        return open.get();
    }

    /** Returns the error of a connection that broke: the database rolls back, and the connection is of no use. */
    public static SQLException connectionLost() {
        return new SQLException("connection lost (injected)", LOST, 90067);
    }

    /** Returns an error that no database explains. */
    public static SQLException unexplained() {
        return new SQLException("unexplained (injected)", "HY000", 99999);
    }

    DataSource around(DataSource driver) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(driver, method, arguments);
            return result instanceof Connection connection ? new Watched(connection).proxy() : result;
        });
    }

    /** A connection whose steps pass the hook. */
    private final class Watched {
        private final Connection driver;
        private volatile boolean broken;
        private volatile boolean closed;

        Watched(Connection driver) {
            this.driver = driver;
            open.incrementAndGet();
        }

        Connection proxy() {
            return Faults.proxy(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
                case "commit" -> step("COMMIT", () -> call(driver, method, arguments));
                case "rollback" -> step("ROLLBACK", () -> call(driver, method, arguments));
                case "isValid" -> !broken && driver.isValid((int) arguments[0]);
                case "close" -> close();
                case "prepareStatement" ->
                    watched(PreparedStatement.class, (PreparedStatement) call(driver, method, arguments), (String)
                            arguments[0]);
                case "createStatement" -> watched(Statement.class, driver.createStatement(), "");
                default -> call(driver, method, arguments);
            });
        }

        private Object close() throws SQLException {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
            driver.close();
            return null;
        }

        private <T extends Statement> T watched(Class<T> type, T statement, String sql) {
            return Faults.proxy(type, (proxy, method, arguments) -> {
                if (!method.getName().startsWith("execute")) {
                    return call(statement, method, arguments);
                }
                String text = arguments != null && arguments.length > 0 ? (String) arguments[0] : sql;
                return step(text, () -> call(statement, method, arguments));
            });
        }

        private Object step(String text, Call call) throws Throwable {
            if (broken) {
                throw connectionLost();
            }
            try {
                hook.before(text);
                Object result = call.run();
                hook.after(text);
                return result;
            } catch (SQLException e) {
                if (LOST.equals(e.getSQLState())) {
                    broken = true;
                    driver.rollback();
                }
                throw e;
            }
        }
    }

    @FunctionalInterface
    private interface Call {
        Object run() throws Throwable;
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

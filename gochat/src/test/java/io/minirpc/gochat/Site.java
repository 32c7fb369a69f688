package io.minirpc.gochat;

import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.Stores;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A place where servers under test run, again after they were closed, with the data they had. */
interface Site {
    /**
     * Starts servers: one that is everything, or several.
     *
     * @param settings what differs from the defaults, of those that gateways have
     */
    List<Server> start(Map<String, String> settings, UnaryOperator<Routing> ways, UnaryOperator<Stores> stores)
            throws Exception;

    /** Opens the database beside servers, or before they start. */
    Database openDatabase();

    /** Returns the name of a user that nobody else has in this place. */
    String userName(String name);
}

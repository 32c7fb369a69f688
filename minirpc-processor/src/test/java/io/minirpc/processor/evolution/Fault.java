package io.minirpc.processor.evolution;

/**
 * A value that arrived as another one, or a call that failed without a reason.
 *
 * @param text which call it was, and what was sent and arrived
 */
record Fault(int schema, Release client, Release server, String text) {
    /** Returns all that is needed to understand the fault. */
    String report() {
        return text + "\n\nThe client, " + client.name() + ":\n" + client.text(schema) + "\nThe server, "
                + server.name() + ":\n" + server.text(schema);
    }
}

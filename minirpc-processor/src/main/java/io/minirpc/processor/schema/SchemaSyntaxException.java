package io.minirpc.processor.schema;

/** A document of a schema that cannot be read: the message names file, line, place in the document and problem. */
public final class SchemaSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SchemaSyntaxException(String file, int line, String path, String problem) {
        super(file + ":" + line + ": " + (path.isEmpty() ? "" : path + ": ") + problem);
    }
}

package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a lock in the one form that it has, so that equal contents are equal bytes. */
final class LockWriter {
    static final String HEADER = "minirpc-lock 1";

    private static final String COMMENT = "# Numbers and names that deployed peers rely on. Written by \"lock update\"."
            + " Conflict: take the target branch's file, run it again.\n";

    private final StringBuilder text = new StringBuilder();

    private LockWriter() {}

    static String write(LockFile lock) {
        LockWriter writer = new LockWriter();
        writer.text.append(HEADER).append('\n').append(COMMENT);
        lock.services().forEach(writer::service);
        lock.types().forEach(writer::type);
        return writer.text.toString();
    }

    private void service(LockedService service) {
        text.append("\nservice ").append(Quoting.dotted(service.name())).append(' ');
        text.append(service.type());
        end(service.status());
        for (LockedMethod method : service.methods()) {
            text.append("  ").append(Quoting.name(method.name()));
            text.append(method.signature().text());
            end(method.status());
            method.parameters().forEach(parameter -> line("    ", parameter));
        }
    }

    private void type(LockedType type) {
        text.append('\n').append(type.kind().word()).append(' ').append(type.name());
        if (type.variables() > 0) {
            text.append(IntStream.rangeClosed(1, type.variables())
                    .mapToObj(index -> "$" + index)
                    .collect(Collectors.joining(", ", "<", ">")));
        }
        if (type.kind() == BlockKind.EXCEPTION && !type.wireName().equals(LockedType.simpleName(type.name()))) {
            text.append(" as ").append(Quoting.name(type.wireName()));
        }
        text.append(type.isImported() ? " imported" : "");
        end(type.status());
        type.lines().forEach(line -> line("  ", line));
    }

    private void line(String indent, LockedLine line) {
        text.append(indent).append(line.number()).append(' ').append(Quoting.name(line.name()));
        Kind type = line.type();
        if (type != null) {
            text.append(' ').append(type.text());
        }
        end(line.status());
    }

    private void end(Status status) {
        text.append(status.isGone() ? " gone" : status.isOpen() ? " any" : "");
        if (!status.reason().isEmpty()) {
            text.append(status.isOpen() ? " ! " : "   ! ").append(status.reason());
        }
        text.append('\n');
    }
}

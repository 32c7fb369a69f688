package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a lock, strictly: a file that a merge or an edit has damaged is refused at the line. */
final class LockReader {
    private static final Pattern CONFLICT = Pattern.compile("(<<<<<<<|\\|\\|\\|\\|\\|\\|\\||=======|>>>>>>>).*");
    private static final Pattern VERSION = Pattern.compile("minirpc-lock \\d+");

    private final String file;
    private final List<Words> lines;
    private int at;

    private LockReader(String file, List<Words> lines) {
        this.file = file;
        this.lines = lines;
    }

    static LockFile read(Path file) throws IOException, LockException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            return read(
                    file.toString(),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new LockException(file + ": is not UTF-8; restore it from git, and let the editor save UTF-8");
        }
    }

    /** @param file its name in errors */
    static LockFile read(String file, String text) throws LockException {
        String[] texts = text.split("\n", -1);
        int count = texts.length - 1;
        List<Words> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String line = texts[i].endsWith("\r") ? texts[i].substring(0, texts[i].length() - 1) : texts[i];
            lines.add(new Words(file, i + 1, line));
            if (CONFLICT.matcher(line).matches()) {
                throw new LockException(
                        file,
                        i + 1,
                        "a conflict of a merge, \"" + line + "\"; take the target branch's"
                                + " file whole (git checkout BRANCH -- FILE), then run \"lock update\" again: it gives new numbers"
                                + " to what this branch adds");
            }
        }
        if (!texts[count].isEmpty()) {
            throw new LockException(
                    file,
                    count + 1,
                    "the last line has no line break, as if the file were cut off;"
                            + " restore it from git, or add the line break");
        }
        return new LockReader(file, lines).read();
    }

    private LockFile read() throws LockException {
        version();
        while (at < lines.size() && lines.get(at).startsWith("#")) {
            at++;
        }
        for (Words line : lines.subList(at, lines.size())) {
            if (line.startsWith("#")) {
                throw line.error("a comment, which the next update would lose; remove it, and put reasons behind a !");
            }
        }
        List<LockedService> services = new ArrayList<>();
        List<LockedType> types = new ArrayList<>();
        while (at < lines.size()) {
            Words header = header();
            if (header.take("service")) {
                if (!types.isEmpty()) {
                    throw header.error("a service behind types; move the block before them, or run \"lock update\"");
                }
                services.add(service(header, services));
            } else {
                types.add(type(header, types));
            }
        }
        return new LockFile(services, types);
    }

    private void version() throws LockException {
        if (lines.isEmpty()) {
            throw new LockException(
                    file,
                    1,
                    "the file is empty (expected: \"" + LockWriter.HEADER
                            + "\"); restore it from git, or delete it and run \"lock update\"");
        }
        Words first = lines.get(at++);
        if (!first.take(LockWriter.HEADER) || !first.end().equals(Status.LIVE)) {
            throw first.error(
                    first.matches(VERSION)
                            ? "a version that this processor does not know (expected: \"" + LockWriter.HEADER
                                    + "\"); use the newer minirpc-processor that wrote it"
                            : "this is no lock (expected: \"" + LockWriter.HEADER
                                    + "\", without a byte order mark); restore it from git");
        }
    }

    /** Steps over the blank line before a block, to the line after its first one. */
    private Words header() throws LockException {
        Words blank = lines.get(at);
        if (!blank.isBlank()) {
            throw blank.error(
                    blank.indent() == 0
                            ? "no blank line before a block; add it, since merges of neighbours rely on it"
                            : "a line that belongs to no block, or is indented by " + blank.indent()
                                    + " spaces (expected: 2, parameters 4); restore it from git");
        }
        Words header = at + 1 < lines.size() ? lines.get(at + 1) : blank;
        if (header.isBlank() || header.indent() > 0) {
            throw header.error("a blank line that ends no block (expected: one, before the next block); remove it");
        }
        at += 2;
        return header;
    }

    private LockedService service(Words header, List<LockedService> before) throws LockException {
        String name = header.dotted();
        String type = header.typeName();
        Status status = header.end();
        if (!before.isEmpty()) {
            inOrder(header, last(before).name(), name, "service");
        }
        List<LockedMethod> methods = new ArrayList<>();
        while (isIndented(2)) {
            Words line = lines.get(at++);
            LockedMethod method = method(line);
            if (!methods.isEmpty()) {
                inOrder(line, last(methods).name(), method.name(), "method");
            }
            List<LockedLine> parameters = members(BlockKind.MESSAGE, 4);
            if (method.signature().message() != null
                    && !parameters.stream()
                            .allMatch(parameter -> parameter.status().isGone())) {
                throw line.error("a bare message and parameters (expected: one of them); restore the lines from git");
            }
            methods.add(method.with(parameters));
        }
        return new LockedService(name, type, status, methods);
    }

    /** Reads the line of a method, without its parameters. */
    static LockedMethod method(Words line) throws LockException {
        String name = line.name();
        Kind message = line.take("bare") ? line.message() : null;
        line.need("->", "before the reply");
        boolean isReplyBare = line.take("bare");
        Kind reply = isReplyBare ? line.message() : line.take("void") ? null : line.type();
        List<String> thrown = new ArrayList<>();
        if (line.take("throws")) {
            do {
                thrown.add(line.typeName());
            } while (line.take(","));
        }
        boolean isIdempotent = line.take("idempotent");
        Signature signature = new Signature(message, reply, isReplyBare, thrown, isIdempotent);
        return new LockedMethod(name, signature, line.end(), List.of());
    }

    private LockedType type(Words line, List<LockedType> before) throws LockException {
        LockedType header = header(line);
        BlockKind kind = header.kind();
        if (!before.isEmpty() && last(before).kind() == kind) {
            inOrder(line, last(before).name(), header.name(), kind.word());
        } else if (!before.isEmpty() && last(before).kind().compareTo(kind) > 0) {
            throw line.error("a block of kind " + kind.word() + " behind one of kind "
                    + last(before).kind().word()
                    + " (expected: services, enums, exceptions, messages, oneofs); move it, or run \"lock update\"");
        }
        return header.with(members(kind, 2));
    }

    /** Reads the first line of the block of a type. */
    static LockedType header(Words line) throws LockException {
        BlockKind kind = kind(line);
        String name = line.typeName();
        int variables = variables(line);
        String wireName =
                kind != BlockKind.EXCEPTION ? "" : line.take("as") ? line.name() : LockedType.simpleName(name);
        boolean isImported = line.take("imported");
        return new LockedType(kind, name, variables, wireName, isImported, line.end(), List.of());
    }

    private static BlockKind kind(Words header) throws LockException {
        for (BlockKind kind : BlockKind.values()) {
            if (header.take(kind.word())) {
                return kind;
            }
        }
        throw header.expected("service, enum, exception, message or oneof");
    }

    private static int variables(Words header) throws LockException {
        if (!header.take("<")) {
            return 0;
        }
        int count = 0;
        do {
            if (!header.type().equals(new Kind.Variable(++count))) {
                throw header.error("type variables that are not counted (expected: <$1>, <$1, $2> and so on);"
                        + " restore the line from git");
            }
        } while (header.take(","));
        header.need(">", "after the type variables");
        return count;
    }

    private List<LockedLine> members(BlockKind kind, int indent) throws LockException {
        MemberLines members = new MemberLines(kind);
        while (isIndented(indent)) {
            members.add(lines.get(at++));
        }
        return members.lines();
    }

    private boolean isIndented(int spaces) {
        return at < lines.size() && !lines.get(at).isBlank() && lines.get(at).indent() == spaces;
    }

    private static void inOrder(Words line, String before, String name, String what) throws LockException {
        int order = before.compareTo(name);
        if (order == 0) {
            throw line.error("the " + what + " " + name + " stands here twice; keep the one of the target branch");
        }
        if (order > 0) {
            throw line.error("the " + what + " " + name + " stands behind " + before
                    + " (expected: sorted by name); move it, or run \"lock update\" on the target branch's file");
        }
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}

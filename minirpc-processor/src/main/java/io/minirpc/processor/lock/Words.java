package io.minirpc.processor.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of one line of a lock, read from left to right. */
final class Words {
    private static final Pattern NUMBER = Pattern.compile("\\d+(?![\\w$-])");

    private final String file;
    private final int number;
    private final String text;
    private int at;

    Words(String file, int number, String text) {
        this.file = file;
        this.number = number;
        this.text = text;
        this.at = indent();
    }

    String text() {
        return text;
    }

    /** Returns how many spaces the line begins with. */
    int indent() {
        int spaces = 0;
        while (spaces < text.length() && text.charAt(spaces) == ' ') {
            spaces++;
        }
        return spaces;
    }

    boolean isBlank() {
        return text.isBlank();
    }

    boolean matches(Pattern pattern) {
        return pattern.matcher(text).matches();
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix);
    }

    /** Steps over a word or sign and returns true, or stays and returns false. */
    boolean take(String word) {
        skipSpaces();
        int end = at + word.length();
        boolean isWhole = end >= text.length() || text.charAt(end) == ' ' || !isWordPart(word.charAt(0));
        if (!text.startsWith(word, at) || !isWhole) {
            return false;
        }
        at = end;
        return true;
    }

    void need(String sign, String where) throws LockException {
        if (!take(sign)) {
            throw expected("\"" + sign + "\" " + where);
        }
    }

    int number() throws LockException {
        skipSpaces();
        String digits = match(NUMBER);
        if (digits == null) {
            throw expected("a number");
        }
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw error("the number " + digits + " is too large (expected: at most " + Integer.MAX_VALUE
                    + "); restore the line");
        }
    }

    /** Reads the name of a field, constant, leaf, parameter, method or exception. */
    String name() throws LockException {
        return name(Quoting.NAME, "a name (others than letters, digits, _, $ and - as a JSON string)");
    }

    /** Reads the name of a service. */
    String dotted() throws LockException {
        return name(Quoting.DOTTED, "the name of a service");
    }

    /** Reads the qualified name of a type. */
    String typeName() throws LockException {
        return name(Quoting.DOTTED, "the qualified name of a type");
    }

    private String name(Pattern plain, String what) throws LockException {
        skipSpaces();
        String quoted = match(Quoting.QUOTED);
        if (quoted != null) {
            return unquoted(quoted.substring(1, quoted.length() - 1));
        }
        String name = match(plain);
        if (name == null) {
            throw expected(what);
        }
        return name;
    }

    private String unquoted(String name) throws LockException {
        try {
            return Quoting.unquoted(name);
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw error("\"" + name + "\" is no JSON string; use four hexadecimal digits after \\u");
        }
    }

    WireType type() throws LockException {
        skipSpaces();
        Matcher variable = matcher(Quoting.VARIABLE);
        if (variable.lookingAt()) {
            at = variable.end();
            return new WireType.Variable(Integer.parseInt(variable.group(1)));
        }
        boolean isQuoted = text.startsWith("\"", at);
        String name = name(Quoting.DOTTED, "a type");
        Scalar scalar = isQuoted ? null : Scalar.of(name);
        if (scalar != null) {
            return new WireType.Value(scalar, isOptional(scalar));
        }
        List<WireType> arguments = arguments();
        return isQuoted ? new WireType.Named(name, arguments) : composite(name, arguments);
    }

    private boolean isOptional(Scalar scalar) throws LockException {
        boolean isOptional = text.startsWith("?", at);
        if (isOptional && !scalar.isPrimitive()) {
            throw error("\"" + scalar.word()
                    + "?\" is no type, as only numbers, bool and char tell null from zero; remove the ?");
        }
        at += isOptional ? 1 : 0;
        return isOptional;
    }

    private List<WireType> arguments() throws LockException {
        List<WireType> arguments = new ArrayList<>();
        if (take("<")) {
            do {
                WireType argument = type();
                if (!argument.equals(argument.asPart())) {
                    throw error(
                            "\"" + argument.text() + "\" inside another type; remove the ?, which is for fields alone");
                }
                arguments.add(argument);
            } while (take(","));
            need(">", "after the types");
        }
        return arguments;
    }

    private WireType composite(String name, List<WireType> arguments) throws LockException {
        int expected = name.equals("map") ? 2 : name.equals("list") || name.equals("set") ? 1 : arguments.size();
        if (arguments.size() != expected) {
            throw error(name + " with " + arguments.size() + " types (expected: " + expected + "); restore the line");
        }
        return switch (name) {
            case "list" -> new WireType.ListOf(arguments.get(0));
            case "set" -> new WireType.SetOf(arguments.get(0));
            case "map" -> new WireType.MapOf(arguments.get(0), arguments.get(1));
            default -> new WireType.Named(name, arguments);
        };
    }

    /** Reads the end of a line: its status, and the reason why a break was accepted. */
    Status end() throws LockException {
        Status.State state = take("gone") ? Status.State.GONE : take("any") ? Status.State.OPEN : Status.State.LIVE;
        String reason = "";
        if (take("!")) {
            reason = text.substring(at).strip();
            at = text.length();
            if (reason.isEmpty()) {
                throw error("no reason behind the !; write one, as in \"! 2.0: no 1.x peers since May\"");
            }
        }
        skipSpaces();
        if (at < text.length()) {
            throw expected("gone, any, ! with a reason, or the end of the line");
        }
        if (state == Status.State.OPEN && reason.isEmpty()) {
            throw error("\"any\" without a reason; open lines by \"lock accept\", which writes it");
        }
        return new Status(state, reason);
    }

    LockException error(String message) {
        return new LockException(file, number, message);
    }

    LockException expected(String what) {
        String found = at < text.length() ? "\"" + text.substring(at) + "\"" : "the end of the line";
        return error(found + " (expected: " + what
                + "); restore the line from git, or run \"lock update\" on the target" + " branch's file");
    }

    private @Nullable String match(Pattern pattern) {
        Matcher matcher = matcher(pattern);
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher.group();
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c);
    }
}

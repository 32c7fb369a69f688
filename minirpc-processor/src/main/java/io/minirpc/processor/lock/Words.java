package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of one line of a lock, read from left to right. */
final class Words {
    private static final Pattern QUALIFIED = Pattern.compile("[\\p{javaJavaIdentifierPart}.]+");
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
        skipSpaces();
        String name = match(QUALIFIED);
        if (name == null) {
            throw expected("the qualified name of a type");
        }
        return name;
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

    /** Reads a type in minirpc's words, spelled as {@link Kind#text} spells it. */
    Kind type() throws LockException {
        skipSpaces();
        int end = endOfType();
        if (end == at) {
            throw expected("a type");
        }
        String found = text.substring(at, end);
        Kind kind = parse(found);
        if (!Kinds.normal(kind).equals(kind)) {
            throw error("\"" + found + "\" has a ? inside another type; remove it, as nothing is absent there");
        }
        at = end;
        return kind;
    }

    /** Reads the type of a message that travels as it is. */
    Kind message() throws LockException {
        Kind kind = type();
        if (kind instanceof Kind.Named) {
            return kind;
        }
        throw error(
                "bare " + kind.text() + " (expected: a message, as only those travel bare); restore the line from git");
    }

    private Kind parse(String found) throws LockException {
        try {
            return Kind.parse(found);
        } catch (IllegalArgumentException e) {
            throw error(e.getMessage() + "; restore the line from git");
        }
    }

    /** Returns the place behind a type: that of a space, a comma or a bracket that is not part of it. */
    private int endOfType() {
        int depth = 0;
        int end = at;
        while (end < text.length() && (depth > 0 || " ,>".indexOf(text.charAt(end)) < 0)) {
            depth += text.charAt(end) == '<' ? 1 : text.charAt(end) == '>' ? -1 : 0;
            end++;
        }
        return end;
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

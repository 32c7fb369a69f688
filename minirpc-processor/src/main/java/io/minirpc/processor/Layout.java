package io.minirpc.processor;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives generated text the finish that JavaPoet has no settings for, so that it looks as a person would have left it.
 */
final class Layout {
    static final int WIDTH = 100;

    private static final Pattern TRAILING_SPACE = Pattern.compile("(?m)[ ]+$");
    private static final Pattern EMPTY_BODY = Pattern.compile("\\{\\n *\\}");
    private static final Pattern SHORT_JAVADOC = Pattern.compile("(?m)^( *)/\\*\\*\\n *\\* ([^\\n]*)\\n *\\*/$");
    private static final Pattern BETWEEN_FIELDS =
            Pattern.compile("(?m)(^ +private ((?:static )?)final [^\\n(]*( =.*)?;\\n)\\n(?= +private \\2final .*;)");
    private static final Pattern CONSTANT = Pattern.compile("(?m)^( +)((?:\\w+ )*static final .* =) (.*;)$");

    /** A descriptor whose first call takes two lines, and either ends there or goes on in the next line. */
    private static final Pattern BROKEN_CHAIN =
            Pattern.compile("(?m)^( +)(MethodDescriptor\\.builder\\()\\n *(.*?)(\\.build\\(\\);)?$");

    private Layout() {}

    static String tidy(String text) {
        String tidied = TRAILING_SPACE.matcher(text).replaceAll("");
        tidied = EMPTY_BODY.matcher(tidied).replaceAll("{}");
        tidied = SHORT_JAVADOC.matcher(tidied).replaceAll(Layout::onOneLine);
        tidied = BETWEEN_FIELDS.matcher(tidied).replaceAll("$1");
        tidied = BROKEN_CHAIN.matcher(tidied).replaceAll(Layout::chained);
        return CONSTANT.matcher(tidied).replaceAll(Layout::broken);
    }

    private static String onOneLine(MatchResult javadoc) {
        String line = javadoc.group(1) + "/** " + javadoc.group(2) + " */";
        return Matcher.quoteReplacement(line.length() <= WIDTH ? line : javadoc.group());
    }

    /** Breaks a constant that is too long where its value begins. */
    private static String broken(MatchResult constant) {
        String line = constant.group();
        String indent = constant.group(1);
        return Matcher.quoteReplacement(
                line.length() <= WIDTH
                        ? line
                        : indent + constant.group(2) + "\n" + indent + "    " + constant.group(3));
    }

    private static String chained(MatchResult chain) {
        String indent = chain.group(1);
        String end = chain.group(4) == null ? "" : "\n" + indent + "    " + chain.group(4);
        String first = indent + chain.group(2) + "\n" + indent + "        " + chain.group(3);
        return Matcher.quoteReplacement(first + end);
    }
}

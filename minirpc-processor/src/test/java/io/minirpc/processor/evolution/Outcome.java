package io.minirpc.processor.evolution;

import io.minirpc.RpcException;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * The expected outcome of a step: a text in which {@code *} stands for anything. {@code fails} is a failure that is no
 * declared exception. {@code wrong:} marks another value than was sent, which no lock lets through.
 */
record Outcome(String text) {
    private static final String WRONG = "wrong: ";

    /** Returns the text of what a call comes to. */
    static String of(Callable<?> call) {
        try {
            return String.valueOf(call.call());
        } catch (RpcException e) {
            return "fails: " + e.code() + ", " + e.getMessage();
        } catch (Exception e) {
            return String.valueOf(e).replaceFirst("^[\\w.$]*[.$](?=\\w+: )", "");
        }
    }

    boolean isWrong() {
        return text.startsWith(WRONG);
    }

    boolean isFailure() {
        return text.startsWith("fails");
    }

    /** Returns the actual text where it is as expected, otherwise the expected one. */
    String resolve(String actual) {
        String expected = text.equals("fails") ? "fails: *" : isWrong() ? text.substring(WRONG.length()) : text;
        String pattern = Pattern.quote(expected).replace("*", "\\E.*\\Q");
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(actual).matches() ? actual : expected;
    }
}

package io.minirpc.tests.fuzz;

import io.minirpc.MethodDescriptor;
import io.minirpc.StatusCode;
import io.minirpc.client.ClientView;
import io.minirpc.client.RpcClient;
import io.minirpc.codec.Codecs;
import io.minirpc.tests.fuzz.Parrot.Parcel;
import io.minirpc.tests.fuzz.Parrot.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Makes calls drawn by lot, each with a text in one of the places where texts travel. */
final class CallDraw {
    /** Metadata and exceptions in it have to fit 8 KiB, escapes included, which take up to six bytes for a unit. */
    private static final int SAFE_METADATA_UNITS = 1_200;

    private static final int SAFE_KEY_UNITS = 256;
    private static final int SAFE_NAME_BYTES = 60_000;

    private final RpcClient client;
    private final boolean anyService;
    private final Random random;
    private final Texts texts;

    /**
     * Starts to draw.
     *
     * @param anyService whether the client calls its server whatever the service is
     */
    CallDraw(RpcClient client, boolean anyService, Random random) {
        this.client = client;
        this.anyService = anyService;
        this.random = random;
        texts = new Texts(random);
    }

    /** Makes a call. */
    Attempt next() {
        String text = texts.any();
        return switch (random.nextInt(15)) {
            case 0 -> random.nextInt(100) == 0 ? veryLong(texts.veryLong()) : echo(text);
            case 1 -> echoInline(text);
            case 2 -> echoLater(text);
            case 3 -> parcel(text);
            case 4 -> hashed(text);
            case 5 -> metadata(text);
            case 6 -> badKey(text);
            case 7 -> say(text);
            case 8 -> tag(text);
            case 9 -> failWith(text);
            case 10 -> refuse(text);
            case 11 -> explode(text);
            case 12 -> unknownName(text);
            default -> fail(text);
        };
    }

    /** Makes a call whose answer is known whatever happens to others. */
    Attempt neighbour() {
        return attempt("neighbour", "x", echoOf("neighbour"), Attempt.reply("neighbour", null, false));
    }

    private Attempt echo(String text) {
        return attempt("echo", text, echoOf(text), exact(text));
    }

    /** Arrives as it is, if its bytes fit a frame. */
    private Attempt veryLong(String text) {
        return attempt("echo", text, echoOf(text), Attempt.reply(text, Texts.replaced(text), true));
    }

    private Attempt echoInline(String text) {
        var arguments = new ParrotMethods.EchoInlineArgs(text);
        return attempt("echoInline", text, client.call(ParrotMethods.ECHO_INLINE, arguments), exact(text));
    }

    private Attempt echoLater(String text) {
        var arguments = new ParrotMethods.EchoLaterArgs(text);
        return attempt("echoLater", text, client.call(ParrotMethods.ECHO_LATER, arguments), exact(text));
    }

    private Attempt parcel(String text) {
        String key = random.nextBoolean() ? text : texts.brief();
        char letter = text.isEmpty() ? 'x' : text.charAt(0);
        Parcel parcel = new Parcel(
                text, List.of(texts.brief(), text), Map.of(key, texts.brief()), letter, Optional.of(texts.brief()));
        boolean mayBeRefused = !isWellFormed(parcel) || key.length() > SAFE_KEY_UNITS || text.length() > 30_000;
        return attempt(
                "same",
                text + key,
                client.call(ParrotMethods.SAME, parcel),
                Attempt.reply(parcel, replaced(parcel), mayBeRefused));
    }

    private Attempt hashed(String text) {
        ClientView view = client.withHashKey(text);
        var arguments = new ParrotMethods.HashedArgs(text);
        return attempt("hashed", text, view.call(ParrotMethods.HASHED, arguments), exact(text));
    }

    private Attempt metadata(String text) {
        String key = texts.key();
        CompletableFuture<Map<String, String>> call =
                client.withMetadata(key, text).call(ParrotMethods.METADATA, null);
        return attempt("metadata", text, call, (reply, failure) -> {
            if (failure != null) {
                return isSafe(text) ? "failed by " + Attempt.said(failure) : Attempt.refusalFlaw(failure);
            }
            String came = ((Map<?, ?>) reply).get(key) instanceof String value ? value : null;
            return text.equals(came) || Texts.replaced(text).equals(came) ? null : "replied " + Attempt.said(reply);
        });
    }

    /** Keys of other characters are refused where they are set. */
    private Attempt badKey(String text) {
        boolean isGood = text.matches("[a-z0-9._-]+") && !text.startsWith("mrp-");
        try {
            ClientView view = client.withMetadata(text, "x");
            String flaw = isGood ? null : "such a metadata key was taken";
            return attempt("key", text, view.call(ParrotMethods.METADATA, null), (reply, failure) -> flaw);
        } catch (IllegalArgumentException e) {
            String flaw = isGood ? "a good metadata key was refused" : null;
            return attempt("key", text, CompletableFuture.completedFuture(null), (reply, failure) -> flaw);
        }
    }

    private Attempt say(String text) {
        var arguments = new ParrotMethods.SayArgs(Texts.units(text));
        return attempt("say", text, client.call(ParrotMethods.SAY, arguments), exact(text));
    }

    private Attempt tag(String text) {
        var arguments = new ParrotMethods.TagArgs(Texts.units(text));
        return attempt(
                "tag",
                text,
                client.call(ParrotMethods.TAG, arguments),
                Attempt.reply(text, Texts.replaced(text), !isSafe(text)));
    }

    private Attempt fail(String text) {
        StatusCode code = code();
        int[] units = Texts.units(text);
        CompletableFuture<String> call = switch (random.nextInt(3)) {
            case 0 -> client.call(ParrotMethods.FAIL, new ParrotMethods.FailArgs(code.value(), units));
            case 1 -> client.call(ParrotMethods.FAIL_INLINE, new ParrotMethods.FailInlineArgs(code.value(), units));
            default -> client.call(ParrotMethods.FAIL_LATER, new ParrotMethods.FailLaterArgs(code.value(), units));
        };
        boolean isWhole = Texts.isWellFormed(text) && text.length() < 20_000;
        return attempt("fail " + code, text, call, Attempt.failure(code, isWhole ? text : null, false));
    }

    private Attempt failWith(String text) {
        StatusCode code = code();
        var arguments = new ParrotMethods.FailWithArgs(code.value(), texts.key(), Texts.units(text));
        return attempt(
                "failWith " + code,
                text,
                client.call(ParrotMethods.FAIL_WITH, arguments),
                Attempt.failure(code, null, !isSafe(text)));
    }

    private Attempt refuse(String text) {
        String detail = texts.brief();
        var arguments = new ParrotMethods.RefuseArgs(Texts.units(text), Texts.units(detail));
        CompletableFuture<String> call = client.call(ParrotMethods.REFUSE, arguments);
        return attempt("refuse " + Texts.shown(detail), text, call, (reply, failure) -> {
            if (failure instanceof RefusedException refused) {
                boolean same = Texts.replaced(text).equals(Texts.replaced(String.valueOf(refused.getMessage())))
                        && Texts.replaced(detail).equals(Texts.replaced(String.valueOf(refused.getDetail())));
                return same ? null : "refused by " + Attempt.said(failure) + Texts.shown(refused.getDetail());
            }
            if (failure == null || (isSafe(text) && Texts.isWellFormed(detail))) {
                return "ended by " + Attempt.said(failure == null ? reply : failure);
            }
            return Attempt.failure(StatusCode.UNKNOWN, null, true).flaw(reply, failure);
        });
    }

    private Attempt explode(String text) {
        var arguments = new ParrotMethods.ExplodeArgs(Texts.units(text));
        Attempt.End isInternal = Attempt.failure(StatusCode.INTERNAL, null, false);
        return attempt("explode", text, client.call(ParrotMethods.EXPLODE, arguments), (reply, failure) -> {
            boolean tells = text.length() > 30
                    && failure != null
                    && String.valueOf(failure.getMessage()).contains(text);
            return tells ? "told the exception's message" : isInternal.flaw(reply, failure);
        });
    }

    private Attempt unknownName(String text) {
        String name = text.isEmpty() ? "x" : text;
        String service = anyService && random.nextBoolean() ? name : "Parrot";
        var method = MethodDescriptor.builder(service, name, Codecs.NOTHING, Codecs.STRING)
                .build();
        boolean isSafe = Texts.isWellFormed(text) && (service.length() + name.length()) * 3 < SAFE_NAME_BYTES;
        return attempt(
                "unknown", text, client.call(method, null), Attempt.failure(StatusCode.UNIMPLEMENTED, null, !isSafe));
    }

    private CompletableFuture<String> echoOf(String text) {
        return client.call(ParrotMethods.ECHO, new ParrotMethods.EchoArgs(text));
    }

    private StatusCode code() {
        return StatusCode.of(1 + random.nextInt(16));
    }

    private static Attempt.End exact(String text) {
        return Attempt.reply(text, Texts.replaced(text), !Texts.isWellFormed(text));
    }

    private static boolean isSafe(String text) {
        return Texts.isWellFormed(text) && text.length() <= SAFE_METADATA_UNITS;
    }

    private static boolean isWellFormed(Parcel parcel) {
        return replaced(parcel).equals(parcel);
    }

    private static Parcel replaced(Parcel parcel) {
        Map.Entry<String, String> entry = parcel.map().entrySet().iterator().next();
        return new Parcel(
                Texts.replaced(parcel.text()),
                parcel.list().stream().map(Texts::replaced).toList(),
                Map.of(Texts.replaced(entry.getKey()), Texts.replaced(entry.getValue())),
                parcel.letter(),
                parcel.maybe().map(Texts::replaced));
    }

    private static Attempt attempt(String what, String text, CompletableFuture<?> call, Attempt.End end) {
        return new Attempt(what + " " + Texts.shown(text), call, end);
    }
}

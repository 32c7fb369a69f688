package io.minirpc.tests.fuzz;

import io.minirpc.tests.wire.Frames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Damages valid bodies: their bytes, lengths, structure and texts. */
final class Mutator {
    /** No body is longer, so that a batch of them fits the buffers of a socket. */
    static final int MAX_BYTES = 300_000;

    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern PAYLOAD = Pattern.compile("(\"Payload\":\")([A-Za-z0-9+/=]*)(\")");
    private static final Pattern PROPERTY = Pattern.compile("\"[A-Za-z-]+\":(?:\"[^\"]*\"|\\d+|\\{[^{}]*\\})");

    private static final List<String> JSON = List.of(
            "\"\\ud83d\"",
            "\\ud800",
            "\\udfff\\ud800",
            "\\u0000",
            "\\u",
            "\\x",
            "null",
            "true",
            "{}",
            "[]",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "1e999",
            "-0",
            "0x1",
            "NaN",
            "\"a\":1,",
            "\"\":\"\",",
            "\"ServiceMethod\":\"Parrot.\\ud83d\",",
            "\"Metadata\":{\"k\":\"\\ud83d\"},",
            "\"Metadata\":{\"\\ud83d\":\"\"},",
            "\"Error\":\"\\udc00\",",
            "\"Metadata\":{\"mrp-timeout-us\":\"99999999999999999999\"},",
            "\"Metadata\":{\"mrp-status\":\"-1\"},",
            "\"Metadata\":{\"mrp-exception\":\"\\ud83d\",\"mrp-exception-body\":\"{\"},",
            "\"Metadata\":{\"mrp-exception\":\"\",\"mrp-exception-super-1\":\"RefusedException\","
                    + "\"mrp-exception-super-body-1\":\"{\"},",
            "\"Args\":null,",
            "\"Reply\":[],",
            "\"Payload\":\"\\ud83d\",",
            "/**/",
            "\ufeff",
            "\u0000",
            "'",
            "\t");

    private static final List<String> BYTES = List.of(
            "c0af", "eda0bd", "edb880", "eda0bdedb880", "f4908080", "fe", "ff", "80", "c3", "e282", "f09f98", "00");

    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        127,
        128,
        255,
        256,
        0x7fff,
        0x8000,
        0xffff,
        0x10000,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private final Random random;
    private final Texts texts;

    Mutator(Random random) {
        this.random = random;
        texts = new Texts(random);
    }

    /** Returns a damaged copy of a body, or of one like it. */
    byte[] mutate(Form form, byte[] body) {
        byte[] mutated = random.nextInt(3) == 0 ? reshaped(form, body) : body;
        for (int i = random.nextInt(4); i >= 0; i--) {
            mutated = once(form, mutated);
        }
        return mutated.length <= MAX_BYTES ? mutated : Arrays.copyOf(mutated, MAX_BYTES);
    }

    /** Returns a damaged copy of a hello. */
    byte[] mutateHello(byte[] hello) {
        return switch (random.nextInt(4)) {
            case 0 -> Frames.concat(hello, textField(1 + random.nextInt(6)));
            case 1 -> Frames.concat(textField(2), textField(4), textField(5));
            default -> mutate(Form.NATIVE, hello);
        };
    }

    /** Returns a protobuf field of a text. */
    private byte[] textField(int number) {
        byte[] text = bytesOf(texts.any());
        return Frames.concat(new byte[] {(byte) (number << 3 | 2)}, varint(text.length), text);
    }

    /** Damages what is inside of lengths and encodings, which stay right. */
    private byte[] reshaped(Form form, byte[] body) {
        return switch (form) {
            case BINARY -> reshapedBinary(body);
            case PAYLOAD -> reshapedPayload(body);
            case NATIVE -> reshapedNative(body);
            case DOCUMENT -> json(body);
        };
    }

    private byte[] reshapedBinary(byte[] body) {
        int name = (body[0] & 0xff) << 8 | body[1] & 0xff;
        int start = 2 + name + 4;
        if (start > body.length) {
            return body;
        }
        int end = body.length - 2;
        byte[] method = random.nextInt(6) == 0 ? bytesOf(texts.any()) : Arrays.copyOfRange(body, 2, 2 + name);
        byte[] payload = Arrays.copyOfRange(body, Math.min(start, end), end);
        for (int i = random.nextInt(3); i > 0; i--) {
            payload = json(payload);
        }
        byte[] error = random.nextInt(4) == 0 ? bytesOf(texts.any()) : new byte[0];
        byte[] extension = random.nextBoolean() ? new byte[0] : extension();
        return Frames.concat(
                u16(method.length),
                cut(method),
                u32(payload.length),
                payload,
                u16(error.length),
                cut(error),
                extension);
    }

    /** Lengths of 16 bits hold no more. */
    private static byte[] cut(byte[] text) {
        return Arrays.copyOf(text, text.length & 0xffff);
    }

    private byte[] extension() {
        int count = random.nextInt(4);
        byte[] all = Frames.concat(Frames.utf8("mrpx"), u16(count));
        for (int i = 0; i < count; i++) {
            byte[] key = cut(metadataKey());
            byte[] value = cut(bytesOf(random.nextBoolean() ? texts.any() : texts.brief()));
            all = Frames.concat(all, u16(key.length), key, u16(value.length), value);
        }
        return all;
    }

    private byte[] metadataKey() {
        List<String> known = List.of(
                "mrp-timeout-us",
                "mrp-status",
                "mrp-not-executed",
                "mrp-exception",
                "mrp-exception-body",
                "mrp-exception-super-1",
                "mrp-exception-super-body-1",
                "retry-after-ms",
                "k");
        return switch (random.nextInt(3)) {
            case 0 -> bytesOf(texts.brief());
            case 1 -> Frames.utf8(texts.key());
            default -> Frames.utf8(known.get(random.nextInt(known.size())));
        };
    }

    private byte[] reshapedPayload(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        Matcher payload = PAYLOAD.matcher(text);
        if (!payload.find()) {
            return json(body);
        }
        byte[] inner;
        try {
            inner = json(Base64.getDecoder().decode(payload.group(2)));
        } catch (IllegalArgumentException e) {
            return body;
        }
        String encoded = Base64.getEncoder().encodeToString(inner);
        return (text.substring(0, payload.start(2)) + encoded + text.substring(payload.end(2)))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A request of method and arguments as they were, with flags, timeout and metadata; a response of any status. */
    private byte[] reshapedNative(byte[] body) {
        byte[] metadata = varint(2);
        for (int i = 0; i < 2; i++) {
            byte[] key = metadataKey();
            byte[] value = bytesOf(texts.any());
            metadata = Frames.concat(metadata, varint(key.length), key, varint(value.length), value);
        }
        byte[] message = bytesOf(texts.any());
        if (body.length > 9 && random.nextBoolean()) {
            byte[] flags = {(byte) 2};
            return Frames.concat(
                    flags, Arrays.copyOfRange(body, 1, 9), metadata, Arrays.copyOfRange(body, 9, body.length));
        }
        byte[] status = {(byte) (0x20 | random.nextInt(0x20) | (random.nextBoolean() ? 0x40 : 0))};
        return Frames.concat(status, metadata, varint(message.length), message, varint(message.length), message, body);
    }

    private byte[] once(Form form, byte[] body) {
        int at = random.nextInt(body.length + 1);
        int end = at + random.nextInt(body.length - at + 1);
        return switch (random.nextInt(11)) {
            case 0, 1 -> flipped(body);
            case 2 -> spliced(body, at, at, noise());
            case 3 -> spliced(body, at, end, new byte[0]);
            case 4 -> spliced(body, at, at, Arrays.copyOfRange(body, at, end));
            case 5 -> Arrays.copyOf(body, at);
            case 6 -> spliced(body, at, at, bytesOf(texts.any()));
            case 7 -> overwritten(body, at);
            case 8 -> spliced(body, at, at, HexFormat.of().parseHex(BYTES.get(random.nextInt(BYTES.size()))));
            case 9 -> spliced(body, at, end, bytesOf(texts.brief()));
            default -> form == Form.NATIVE ? spliced(body, at, at, varint(number())) : json(body);
        };
    }

    private byte[] flipped(byte[] body) {
        byte[] flipped = body.clone();
        for (int i = random.nextInt(3); i >= 0 && body.length > 0; i--) {
            flipped[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(random.nextInt(20) == 0 ? 2_000 : 8)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] overwritten(byte[] body, int at) {
        byte[] number = random.nextBoolean() ? u32(number()) : u16(number());
        return spliced(body, at, Math.min(body.length, at + number.length), number);
    }

    /** Damages JSON where it hurts: at its strings, numbers, properties and depth. */
    private byte[] json(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String mutated = switch (random.nextInt(7)) {
            case 0, 1 -> replaced(text, STRING, '"' + latin(escaped(texts.any())) + '"');
            case 2 -> replaced(text, STRING, '"' + latin(JSON.get(random.nextInt(JSON.size()))) + '"');
            case 3 -> replaced(text, NUMBER, hugeNumber());
            case 4 -> replaced(text, PROPERTY, null);
            case 5 -> replaced(text, NUMBER, "[".repeat(1 + random.nextInt(random.nextInt(9) == 0 ? 60_000 : 99)));
            default -> inserted(text, latin(JSON.get(random.nextInt(JSON.size()))));
        };
        return mutated.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Replaces one of the matches, or has it twice where there is no replacement. */
    private String replaced(String text, Pattern pattern, String replacement) {
        Matcher matcher = pattern.matcher(text);
        int count = (int) matcher.results().count();
        if (count == 0) {
            return text;
        }
        matcher.reset();
        for (int i = random.nextInt(count); i >= 0; i--) {
            matcher.find();
        }
        String instead = replacement == null ? matcher.group() + ',' + matcher.group() : replacement;
        return text.substring(0, matcher.start()) + instead + text.substring(matcher.end());
    }

    /** Puts a token where JSON has its own. */
    private String inserted(String text, String token) {
        int from = random.nextInt(text.length() + 1);
        int at = from;
        while (at < text.length() && "{}[]:,\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        at = Math.min(at + 1, text.length());
        return text.substring(0, at) + token + text.substring(at);
    }

    private String hugeNumber() {
        return switch (random.nextInt(4)) {
            case 0 -> "9".repeat(1 + random.nextInt(5_000));
            case 1 -> random.nextLong() + "e" + random.nextInt();
            case 2 -> "0." + "0".repeat(random.nextInt(500)) + "1";
            default -> Long.toString(number());
        };
    }

    private long number() {
        return random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextInt(300);
    }

    /** Escapes each unit with a chance, or as far as JSON asks for it, or not at all. */
    private String escaped(String text) {
        int chance = random.nextInt(3);
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            boolean must = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
            escaped.append(
                    (must && chance > 0) || (chance == 2 && random.nextBoolean())
                            ? String.format("\\u%04x", (int) c)
                            : String.valueOf(c));
        }
        return escaped.toString();
    }

    /** Returns a text's bytes as characters, one for each. */
    private String latin(String text) {
        return new String(bytesOf(text), StandardCharsets.ISO_8859_1);
    }

    /** Returns a text in UTF-8, or with its halves of pairs as three bytes each, which is none. */
    private byte[] bytesOf(String text) {
        if (Texts.isWellFormed(text) || random.nextBoolean()) {
            return Frames.utf8(text);
        }
        byte[] all = new byte[text.length() * 3];
        int length = 0;
        for (char c : text.toCharArray()) {
            byte[] one = Character.isSurrogate(c)
                    ? new byte[] {(byte) (0xe0 | c >> 12), (byte) (0x80 | c >> 6 & 0x3f), (byte) (0x80 | c & 0x3f)}
                    : Frames.utf8(String.valueOf(c));
            System.arraycopy(one, 0, all, length, one.length);
            length += one.length;
        }
        return Arrays.copyOf(all, length);
    }

    private static byte[] spliced(byte[] body, int from, int to, byte[] part) {
        return Frames.concat(Arrays.copyOf(body, from), part, Arrays.copyOfRange(body, to, body.length));
    }

    private static byte[] u16(long value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    private static byte[] u32(long value) {
        return new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }

    private static byte[] varint(long value) {
        byte[] bytes = new byte[10];
        int length = 0;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return Arrays.copyOf(bytes, length);
    }
}

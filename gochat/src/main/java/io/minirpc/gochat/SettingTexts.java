package io.minirpc.gochat;

import io.minirpc.gochat.gateway.AddressBlock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Readers of the texts of settings; each throws an {@link IllegalArgumentException} for what it does not take. */
final class SettingTexts {
    private static final int MIN_TOKEN = 16;
    private static final int MAX_TOKEN = 1_000;

    private SettingTexts() {}

    static String word(String text) {
        return require(text, !text.isEmpty() && text.chars().noneMatch(c -> c <= ' ' || c == '/'));
    }

    static List<String> origins(String text) {
        List<String> origins = words(text);
        origins.forEach(origin -> require(origin, origin.matches("https?://[^/\\s]+")));
        return origins;
    }

    static List<String> addresses(String text) {
        List<String> addresses = words(text);
        addresses.forEach(AddressBlock::parse);
        return addresses;
    }

    static List<String> etcdUrls(String text) {
        List<String> urls = words(text);
        urls.forEach(url -> require(url, url.matches("https?://[^/@\\s]+/?")));
        return urls;
    }

    static URI httpUrl(String text) {
        return URI.create(require(text, text.matches("https?://[^@\\s]+")));
    }

    /** Returns a reader of addresses with one of the schemes, which may hold a password; empty for none. */
    static Function<String, Optional<Secret>> url(String schemes) {
        return optional(text -> new Secret(require(text, text.matches("(?:" + schemes + ")://[^\\s]+"))));
    }

    static Secret token(String text) {
        boolean isPrintable = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        require(text, isPrintable && text.length() >= MIN_TOKEN && text.length() <= MAX_TOKEN);
        return new Secret(text);
    }

    static Path file(String text) {
        Path file = Path.of(text);
        require(text, Files.isRegularFile(file) && Files.isReadable(file));
        return file;
    }

    /** Returns a reader that reads the empty text as nothing. */
    static <T> Function<String, Optional<T>> optional(Function<String, T> reader) {
        return text -> text.isEmpty() ? Optional.empty() : Optional.of(reader.apply(text));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String require(String text, boolean taken) {
        if (!taken) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}

package io.minirpc.codec;

import java.util.Locale;

/** The text form of locales: the BCP 47 language tag, where that says all there is to a locale. */
final class LocaleTexts {
    private LocaleTexts() {}

    /** Refuses locales of which the tag would lose a part, such as {@code new Locale("en_US")}, whose tag is "und". */
    static String toText(Locale locale) {
        String tag = locale.toLanguageTag();
        if (!locale.equals(Locale.forLanguageTag(tag))) {
            throw new CodecException("the locale '" + locale + "', which is more than its language tag \"" + tag
                    + "\" says (expected: a locale that Locale.forLanguageTag can answer)");
        }
        return tag;
    }

    /** Refuses tags that are ill-formed, of which {@link Locale#forLanguageTag} leaves out what it cannot read. */
    static Locale toLocale(String tag) {
        return new Locale.Builder().setLanguageTag(tag).build();
    }
}

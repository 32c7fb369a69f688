package io.minirpc.internal.transport;

import java.security.CodeSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A required jar and its oldest version. Immutable.
 *
 * @param title the start of the title in its manifest; the manifest of a merged jar says nothing
 * @param any looks up a class that all versions have
 * @param recent looks up a class that versions that are too old lack, if there is one
 * @param optional whether it may be missing
 */
record Library(String name, String title, int major, int minor, Lookup any, Lookup recent, boolean optional) {
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\b.*");

    /** Returns a class literal, which the compiler checks and the JVM resolves when this runs. */
    interface Lookup {
        Class<?> find();
    }

    Library ifThere() {
        return new Library(name, title, major, minor, any, recent, true);
    }

    /** Returns what is wrong with the jar; null if nothing is. */
    @Nullable
    String fault() {
        Class<?> found;
        try {
            found = any.find();
        } catch (LinkageError e) {
            return optional ? null : name + " is missing";
        }
        String version = versionOf(found);
        if (version == null) {
            return hasRecent() ? null : name + " is too old, in " + jarOf(found);
        }
        return isTooOld(version) ? name + " is " + version + " in " + jarOf(found) : null;
    }

    private boolean hasRecent() {
        try {
            recent.find();
            return true;
        } catch (LinkageError e) {
            return false;
        }
    }

    private boolean isTooOld(String version) {
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.matches()) {
            return false;
        }
        int thisMajor = Integer.parseInt(numbers.group(1));
        return thisMajor < major || (thisMajor == major && Integer.parseInt(numbers.group(2)) < minor);
    }

    private @Nullable String versionOf(Class<?> found) {
        Package itsPackage = found.getPackage();
        String itsTitle = itsPackage == null ? null : itsPackage.getImplementationTitle();
        return itsTitle != null && itsTitle.startsWith(title) ? itsPackage.getImplementationVersion() : null;
    }

    private static String jarOf(Class<?> found) {
        CodeSource source = found.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? "a place that is not known"
                : source.getLocation().toString();
    }
}

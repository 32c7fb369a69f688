package io.minirpc.codec;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.nio.charset.StandardCharsets;

/** A JSON property's name, with its bytes ready to be written. For generated codecs. Immutable and thread-safe. */
public final class JsonName {
    private final SerializedString text;
    private final byte[] afterComma;

    private JsonName(String text) {
        this.text = new SerializedString(text);
        String quoted = new String(this.text.asQuotedChars());
        afterComma = (",\"" + quoted + "\":").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the name of a text. */
    public static JsonName of(String text) {
        return new JsonName(text);
    }

    /** Returns the bytes that begin a property which follows another: a comma, the name in quotes, a colon. */
    byte[] afterComma() {
        return afterComma;
    }

    SerializableString serialized() {
        return text;
    }

    /** Returns the text of the name. */
    @Override
    public String toString() {
        return text.getValue();
    }
}

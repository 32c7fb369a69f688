package io.minirpc.codec;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;

/** A JSON property's name, with its bytes ready to be written. Immutable and thread-safe. */
public final class JsonName {
    private final SerializedString text;

    private JsonName(String text) {
        this.text = new SerializedString(text);
    }

    /** Returns the name of a text. */
    public static JsonName of(String text) {
        return new JsonName(text);
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

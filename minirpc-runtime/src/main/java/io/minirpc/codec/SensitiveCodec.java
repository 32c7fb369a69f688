package io.minirpc.codec;

import com.fasterxml.jackson.core.JsonStreamContext;
import org.jspecify.annotations.Nullable;

/** Values that travel as another codec has them, and that no text repeats: neither what is printed nor an error. */
final class SensitiveCodec<T> extends Codec<T> {
    private final Codec<T> inner;

    SensitiveCodec(Codec<T> inner) {
        this.inner = inner;
    }

    @Override
    public void print(T value, TextPrinter out) {
        out.hidden();
    }

    @Override
    public void writeField(int number, @Nullable T value, WireWriter out) {
        try {
            inner.writeField(number, value, out);
        } catch (RuntimeException e) {
            throw unwritable("field " + number + ": ", e);
        }
    }

    @Override
    public @Nullable T readField(WireReader in, @Nullable T soFar) {
        int field = in.number();
        try {
            return inner.readField(in, soFar);
        } catch (RuntimeException e) {
            throw CodecException.hidden("field " + field + ": ");
        }
    }

    @Override
    public void writeJson(T value, JsonWriter out) {
        try {
            inner.writeJson(value, out);
        } catch (RuntimeException e) {
            throw unwritable("", e);
        }
    }

    @Override
    public @Nullable T readJson(JsonReader in) {
        JsonStreamContext place = in.place();
        try {
            return inner.readJson(in);
        } catch (RuntimeException e) {
            in.stayAt(place);
            throw CodecException.hidden("");
        }
    }

    @Override
    void writePayload(@Nullable T value, WireWriter out) {
        try {
            inner.writePayload(value, out);
        } catch (RuntimeException e) {
            throw unwritable("", e);
        }
    }

    @Override
    @Nullable
    T readPayload(WireReader in) {
        try {
            return inner.readPayload(in);
        } catch (RuntimeException e) {
            throw CodecException.hidden("");
        }
    }

    @Override
    void writeJsonPayload(@Nullable T value, JsonWriter out) {
        try {
            inner.writeJsonPayload(value, out);
        } catch (RuntimeException e) {
            throw unwritable("", e);
        }
    }

    @Override
    @Nullable
    T readJsonPayload(JsonReader in) {
        JsonStreamContext place = in.place();
        try {
            return inner.readJsonPayload(in);
        } catch (RuntimeException e) {
            in.stayAt(place);
            throw CodecException.hidden("");
        }
    }

    @Override
    public @Nullable T absent() {
        return inner.absent();
    }

    @Override
    @Nullable
    T empty() {
        return inner.empty();
    }

    @Override
    boolean isAbsent(T value) {
        return inner.isAbsent(value);
    }

    /** That a value is too large is no secret, and has a code of its own. */
    private static CodecException unwritable(String where, RuntimeException cause) {
        return cause instanceof CodecException known && known.isTooLarge() ? known : CodecException.hidden(where);
    }
}

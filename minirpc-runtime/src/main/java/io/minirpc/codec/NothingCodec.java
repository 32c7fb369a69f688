package io.minirpc.codec;

import org.jspecify.annotations.Nullable;

/** No arguments, or the reply of a void method. What another version sends there is skipped. */
final class NothingCodec extends Codec<Void> {
    @Override
    public void writeField(int number, @Nullable Void value, WireWriter out) {}

    @Override
    public @Nullable Void readField(WireReader in, @Nullable Void soFar) {
        in.skipField();
        return null;
    }

    @Override
    public void writeJson(Void value, JsonWriter out) {
        writeJsonPayload(null, out);
    }

    @Override
    public @Nullable Void readJson(JsonReader in) {
        in.skipValue();
        return null;
    }

    @Override
    void writeJsonPayload(@Nullable Void value, JsonWriter out) {
        out.beginObject();
        out.endObject();
    }

    @Override
    public void print(Void value, TextPrinter out) {}
}

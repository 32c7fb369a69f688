// Written by minirpc-processor from Ping; changes are lost.
package generics;

import io.minirpc.annotation.Generated;
import io.minirpc.codec.Codec;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.JsonFields;
import io.minirpc.codec.JsonName;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.MessageCodec;
import io.minirpc.codec.TextPrinter;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import java.util.List;

/** Codec of {@link Ping}. */
@Generated("minirpc-processor")
public final class PingCodec<T> extends MessageCodec<Ping<T>> {
  private static final JsonName VALUE = JsonName.of("value");
  private static final JsonName PONGS = JsonName.of("pongs");
  private static final JsonFields FIELDS = JsonFields.of(VALUE, PONGS);

  private final Codec<T> tCodec;
  private final Codec<List<Pong<T>>> pongsCodec;

  /** Creates a codec from those of the type's arguments. */
  public PingCodec(Codec<T> tCodec) {
    super("Ping");
    this.tCodec = tCodec;
    this.pongsCodec = Codecs.list(Codecs.lazy(() -> new PongCodec<>(tCodec)));
  }

  @Override
  public void write(Ping<T> ping, WireWriter out) {
    tCodec.writeField(1, ping.value(), out);
    pongsCodec.writeField(2, ping.pongs(), out);
  }

  @Override
  public Ping<T> read(WireReader in) {
    T value = tCodec.absent();
    List<Pong<T>> pongs = null;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> value = tCodec.readField(in, value);
        case 2 -> pongs = pongsCodec.readField(in, pongs);
        default -> in.skipField();
      }
    }
    return new Ping<>(value, pongs);
  }

  @Override
  public void writeJson(Ping<T> ping, JsonWriter out) {
    out.beginObject();
    out.writeField(VALUE, ping.value(), tCodec);
    out.writeField(PONGS, ping.pongs(), pongsCodec);
    out.endObject();
  }

  @Override
  public Ping<T> readJson(JsonReader in) {
    T value = tCodec.absent();
    List<Pong<T>> pongs = null;
    in.beginObject(FIELDS);
    for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
      switch (field) {
        case 0 -> value = in.readValue(tCodec);
        case 1 -> pongs = in.readValue(pongsCodec);
        default -> throw new AssertionError(field);
      }
    }
    return new Ping<>(value, pongs);
  }

  @Override
  public void print(Ping<T> ping, TextPrinter out) {
    out.begin("Ping")
        .field("value", ping.value(), tCodec)
        .field("pongs", ping.pongs(), pongsCodec)
        .end();
  }
}

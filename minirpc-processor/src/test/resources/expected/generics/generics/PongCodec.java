// Written by minirpc-processor from Pong; changes are lost.
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

/** Codec of {@link Pong}. */
@Generated("minirpc-processor")
public final class PongCodec<T> extends MessageCodec<Pong<T>> {
  private static final JsonName VALUE = JsonName.of("value");
  private static final JsonName PING = JsonName.of("ping");
  private static final JsonFields FIELDS = JsonFields.of(VALUE, PING);

  private final Codec<T> tCodec;
  private final MessageCodec<Ping<T>> pingCodec;

  /** Creates a codec from those of the type's arguments. */
  public PongCodec(Codec<T> tCodec) {
    super("Pong");
    this.tCodec = tCodec;
    this.pingCodec = Codecs.lazy(() -> new PingCodec<>(tCodec));
  }

  @Override
  public void write(Pong<T> pong, WireWriter out) {
    tCodec.writeField(1, pong.value(), out);
    out.writeMessage(2, pong.ping(), pingCodec);
  }

  @Override
  public Pong<T> read(WireReader in) {
    T value = tCodec.absent();
    Ping<T> ping = null;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> value = tCodec.readField(in, value);
        case 2 -> ping = in.readMessage(pingCodec);
        default -> in.skipField();
      }
    }
    return new Pong<>(value, ping);
  }

  @Override
  public void writeJson(Pong<T> pong, JsonWriter out) {
    out.beginObject();
    out.writeField(VALUE, pong.value(), tCodec);
    out.writeField(PING, pong.ping(), pingCodec);
    out.endObject();
  }

  @Override
  public Pong<T> readJson(JsonReader in) {
    T value = tCodec.absent();
    Ping<T> ping = null;
    in.beginObject(FIELDS);
    for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
      switch (field) {
        case 0 -> value = in.readValue(tCodec);
        case 1 -> ping = in.readValue(pingCodec);
        default -> throw new AssertionError(field);
      }
    }
    return new Pong<>(value, ping);
  }

  @Override
  public void print(Pong<T> pong, TextPrinter out) {
    out.begin("Pong")
        .field("value", pong.value(), tCodec)
        .field("ping", pong.ping(), pingCodec)
        .end();
  }
}

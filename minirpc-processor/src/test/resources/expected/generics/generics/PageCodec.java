// Written by minirpc-processor from Page; changes are lost.
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
import java.util.Optional;

/** Codec of {@link Page}. */
@Generated("minirpc-processor")
public final class PageCodec<T> extends MessageCodec<Page<T>> {
  private static final JsonName ITEMS = JsonName.of("items");
  private static final JsonName FIRST = JsonName.of("first");
  private static final JsonName LAST = JsonName.of("last");
  private static final JsonName INNER = JsonName.of("inner");
  private static final JsonName TOTAL = JsonName.of("total");
  private static final JsonName NOTES = JsonName.of("notes");
  private static final JsonFields FIELDS = JsonFields.of(ITEMS, FIRST, LAST, INNER, TOTAL, NOTES);
  private static final Codec<List<String>> NOTES_CODEC = Codecs.list(Codecs.STRING);

  private final Codec<T> tCodec;
  private final Codec<List<T>> itemsCodec;
  private final Codec<Optional<T>> lastCodec;
  private final Codec<List<Page<T>>> innerCodec;

  /** Creates a codec from those of the type's arguments. */
  public PageCodec(Codec<T> tCodec) {
    super("Page");
    this.tCodec = tCodec;
    this.itemsCodec = Codecs.list(tCodec);
    this.lastCodec = Codecs.optional(tCodec);
    this.innerCodec = Codecs.list(this);
  }

  @Override
  public void write(Page<T> page, WireWriter out) {
    itemsCodec.writeField(1, page.items(), out);
    tCodec.writeField(2, page.first(), out);
    lastCodec.writeField(3, page.last(), out);
    innerCodec.writeField(4, page.inner(), out);
    out.writeInt32(5, page.total());
    NOTES_CODEC.writeField(6, page.notes(), out);
  }

  @Override
  public Page<T> read(WireReader in) {
    List<T> items = null;
    T first = tCodec.absent();
    Optional<T> last = Optional.empty();
    List<Page<T>> inner = null;
    int total = 0;
    List<String> notes = null;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> items = itemsCodec.readField(in, items);
        case 2 -> first = tCodec.readField(in, first);
        case 3 -> last = lastCodec.readField(in, last);
        case 4 -> inner = innerCodec.readField(in, inner);
        case 5 -> total = in.readInt32();
        case 6 -> notes = NOTES_CODEC.readField(in, notes);
        default -> in.skipField();
      }
    }
    return new Page<>(items, first, last, inner, total, notes);
  }

  @Override
  public void writeJson(Page<T> page, JsonWriter out) {
    out.beginObject();
    out.writeField(ITEMS, page.items(), itemsCodec);
    out.writeField(FIRST, page.first(), tCodec);
    out.writeField(LAST, page.last(), lastCodec);
    out.writeField(INNER, page.inner(), innerCodec);
    out.writeInt32(TOTAL, page.total());
    out.writeField(NOTES, page.notes(), NOTES_CODEC);
    out.endObject();
  }

  @Override
  public Page<T> readJson(JsonReader in) {
    List<T> items = null;
    T first = tCodec.absent();
    Optional<T> last = Optional.empty();
    List<Page<T>> inner = null;
    int total = 0;
    List<String> notes = null;
    in.beginObject(FIELDS);
    for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
      switch (field) {
        case 0 -> items = in.readValue(itemsCodec);
        case 1 -> first = in.readValue(tCodec);
        case 2 -> last = in.readValue(lastCodec);
        case 3 -> inner = in.readValue(innerCodec);
        case 4 -> total = in.readInt32();
        case 5 -> notes = in.readValue(NOTES_CODEC);
        default -> throw new AssertionError(field);
      }
    }
    return new Page<>(items, first, last, inner, total, notes);
  }

  @Override
  public void print(Page<T> page, TextPrinter out) {
    out.begin("Page")
        .field("items", page.items(), itemsCodec)
        .field("first", page.first(), tCodec)
        .field("last", page.last(), lastCodec)
        .field("inner", page.inner(), innerCodec)
        .field("total", page.total())
        .field("notes", page.notes(), NOTES_CODEC)
        .end();
  }
}

// Written by minirpc-processor from Shapes.Square; changes are lost.
package shapes;

import io.minirpc.annotation.Generated;
import io.minirpc.codec.JsonFields;
import io.minirpc.codec.JsonName;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.MessageCodec;
import io.minirpc.codec.TextPrinter;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;

/** Codec of {@link Shapes.Square}. */
@Generated("minirpc-processor")
public final class Shapes_SquareCodec extends MessageCodec<Shapes.Square> {
  /** The only instance. */
  public static final Shapes_SquareCodec INSTANCE = new Shapes_SquareCodec();

  private static final JsonName SIDE = JsonName.of("side");
  private static final JsonFields FIELDS = JsonFields.of(SIDE);

  private Shapes_SquareCodec() {
    super("Square");
  }

  @Override
  public void write(Shapes.Square square, WireWriter out) {
    out.writeDouble(1, square.side());
  }

  @Override
  public Shapes.Square read(WireReader in) {
    double side = 0;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> side = in.readDouble();
        default -> in.skipField();
      }
    }
    return new Shapes.Square(side);
  }

  @Override
  public void writeJson(Shapes.Square square, JsonWriter out) {
    out.beginObject();
    out.writeDouble(SIDE, square.side());
    out.endObject();
  }

  @Override
  public Shapes.Square readJson(JsonReader in) {
    double side = 0;
    in.beginObject(FIELDS);
    for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
      switch (field) {
        case 0 -> side = in.readDouble();
        default -> throw new AssertionError(field);
      }
    }
    return new Shapes.Square(side);
  }

  @Override
  public void print(Shapes.Square square, TextPrinter out) {
    out.begin("Square")
        .field("side", square.side())
        .end();
  }
}

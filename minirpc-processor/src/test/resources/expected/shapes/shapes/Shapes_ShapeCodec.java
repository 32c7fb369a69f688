// Written by minirpc-processor from Shapes.Shape; changes are lost.
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

/** Codec of {@link Shapes.Shape}. */
@Generated("minirpc-processor")
public final class Shapes_ShapeCodec extends MessageCodec<Shapes.Shape> {
  /** The only instance. */
  public static final Shapes_ShapeCodec INSTANCE = new Shapes_ShapeCodec();

  private static final JsonName CIRCLE = JsonName.of("Circle");
  private static final JsonName ELLIPSE = JsonName.of("Ellipse");
  private static final JsonName SQUARE = JsonName.of("Square");
  private static final JsonFields FIELDS = JsonFields.of(CIRCLE, ELLIPSE, SQUARE);

  private Shapes_ShapeCodec() {
    super("Shape");
  }

  @Override
  public void write(Shapes.Shape shape, WireWriter out) {
    if (shape instanceof Shapes.Circle circle) {
      out.writeMessage(1, circle, CircleCodec.INSTANCE);
    } else if (shape instanceof Shapes.Ellipse ellipse) {
      out.writeMessage(2, ellipse, EllipseCodec.INSTANCE);
    } else if (shape instanceof Shapes.Square square) {
      out.writeMessage(3, square, Shapes_SquareCodec.INSTANCE);
    }
  }

  @Override
  public Shapes.Shape read(WireReader in) {
    Shapes.Shape shape = null;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> shape = in.readMessage(CircleCodec.INSTANCE);
        case 2 -> shape = in.readMessage(EllipseCodec.INSTANCE);
        case 3 -> shape = in.readMessage(Shapes_SquareCodec.INSTANCE);
        default -> in.skipField();
      }
    }
    return shape;
  }

  @Override
  public void writeJson(Shapes.Shape shape, JsonWriter out) {
    out.beginObject();
    if (shape instanceof Shapes.Circle circle) {
      out.writeField(CIRCLE, circle, CircleCodec.INSTANCE);
    } else if (shape instanceof Shapes.Ellipse ellipse) {
      out.writeField(ELLIPSE, ellipse, EllipseCodec.INSTANCE);
    } else if (shape instanceof Shapes.Square square) {
      out.writeField(SQUARE, square, Shapes_SquareCodec.INSTANCE);
    }
    out.endObject();
  }

  @Override
  public Shapes.Shape readJson(JsonReader in) {
    Shapes.Shape shape = null;
    in.beginObject(FIELDS);
    for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
      switch (field) {
        case 0 -> shape = in.readValue(CircleCodec.INSTANCE);
        case 1 -> shape = in.readValue(EllipseCodec.INSTANCE);
        case 2 -> shape = in.readValue(Shapes_SquareCodec.INSTANCE);
        default -> throw new AssertionError(field);
      }
    }
    return shape;
  }

  @Override
  public void print(Shapes.Shape shape, TextPrinter out) {
    if (shape instanceof Shapes.Circle circle) {
      CircleCodec.INSTANCE.print(circle, out);
    } else if (shape instanceof Shapes.Ellipse ellipse) {
      EllipseCodec.INSTANCE.print(ellipse, out);
    } else if (shape instanceof Shapes.Square square) {
      Shapes_SquareCodec.INSTANCE.print(square, out);
    }
  }

  /** Codec of {@link Shapes.Circle}. */
  static final class CircleCodec extends MessageCodec<Shapes.Circle> {
    static final CircleCodec INSTANCE = new CircleCodec();

    private static final JsonName RADIUS = JsonName.of("radius");
    private static final JsonFields FIELDS = JsonFields.of(RADIUS);

    private CircleCodec() {
      super("Circle");
    }

    @Override
    public void write(Shapes.Circle circle, WireWriter out) {
      out.writeDouble(1, circle.radius());
    }

    @Override
    public Shapes.Circle read(WireReader in) {
      double radius = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> radius = in.readDouble();
          default -> in.skipField();
        }
      }
      return new Shapes.Circle(radius);
    }

    @Override
    public void writeJson(Shapes.Circle circle, JsonWriter out) {
      out.beginObject();
      out.writeDouble(RADIUS, circle.radius());
      out.endObject();
    }

    @Override
    public Shapes.Circle readJson(JsonReader in) {
      double radius = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> radius = in.readDouble();
          default -> throw new AssertionError(field);
        }
      }
      return new Shapes.Circle(radius);
    }

    @Override
    public void print(Shapes.Circle circle, TextPrinter out) {
      out.begin("Circle")
          .field("radius", circle.radius())
          .end();
    }
  }

  /** Codec of {@link Shapes.Ellipse}. */
  static final class EllipseCodec extends MessageCodec<Shapes.Ellipse> {
    static final EllipseCodec INSTANCE = new EllipseCodec();

    private static final JsonName A = JsonName.of("a");
    private static final JsonName B = JsonName.of("b");
    private static final JsonFields FIELDS = JsonFields.of(A, B);

    private EllipseCodec() {
      super("Ellipse");
    }

    @Override
    public void write(Shapes.Ellipse ellipse, WireWriter out) {
      out.writeDouble(1, ellipse.a());
      out.writeDouble(2, ellipse.b());
    }

    @Override
    public Shapes.Ellipse read(WireReader in) {
      double a = 0;
      double b = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> a = in.readDouble();
          case 2 -> b = in.readDouble();
          default -> in.skipField();
        }
      }
      return new Shapes.Ellipse(a, b);
    }

    @Override
    public void writeJson(Shapes.Ellipse ellipse, JsonWriter out) {
      out.beginObject();
      out.writeDouble(A, ellipse.a());
      out.writeDouble(B, ellipse.b());
      out.endObject();
    }

    @Override
    public Shapes.Ellipse readJson(JsonReader in) {
      double a = 0;
      double b = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> a = in.readDouble();
          case 1 -> b = in.readDouble();
          default -> throw new AssertionError(field);
        }
      }
      return new Shapes.Ellipse(a, b);
    }

    @Override
    public void print(Shapes.Ellipse ellipse, TextPrinter out) {
      out.begin("Ellipse")
          .field("a", ellipse.a())
          .field("b", ellipse.b())
          .end();
    }
  }
}

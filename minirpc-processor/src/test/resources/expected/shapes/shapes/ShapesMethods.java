// Written by minirpc-processor from Shapes; changes are lost.
package shapes;

import io.minirpc.MethodDescriptor;
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

/** The methods of {@link Shapes} as both sides of a call know them: names, arguments, codecs. */
@Generated("minirpc-processor")
public final class ShapesMethods {
  /** The name of the service. */
  public static final String SERVICE = "Shapes";

  /** {@link Shapes#all}. */
  public static final MethodDescriptor<Void, List<Shapes.Shape>> ALL =
      MethodDescriptor.builder(
              SERVICE, "all", Codecs.NOTHING, Codecs.list(Shapes_ShapeCodec.INSTANCE))
          .build();

  /** {@link Shapes#area}. */
  public static final MethodDescriptor<Shapes.Shape, Double> AREA =
      MethodDescriptor.builder(
              SERVICE, "area", Shapes_ShapeCodec.INSTANCE, Codecs.primitive(Codecs.DOUBLE, 0d))
          .build();

  /** {@link Shapes#biggest}. */
  public static final MethodDescriptor<BiggestArgs, Shapes.Result<Shapes.Shape>> BIGGEST =
      MethodDescriptor.builder(
              SERVICE, "biggest", BiggestArgsCodec.INSTANCE, ResultOfShapeCodec.INSTANCE)
          .build();

  /** {@link Shapes#evaluate}. */
  public static final MethodDescriptor<Shapes.Expr, Double> EVALUATE =
      MethodDescriptor.builder(
              SERVICE, "evaluate", ExprCodec.INSTANCE, Codecs.primitive(Codecs.DOUBLE, 0d))
          .build();

  private ShapesMethods() {}

  /** Arguments of {@link Shapes#biggest}. */
  public record BiggestArgs(List<Shapes.Shape> shapes) {}

  /** Codec of {@link BiggestArgs}. */
  static final class BiggestArgsCodec extends MessageCodec<BiggestArgs> {
    static final BiggestArgsCodec INSTANCE = new BiggestArgsCodec();

    private static final JsonName SHAPES = JsonName.of("shapes");
    private static final JsonFields FIELDS = JsonFields.of(SHAPES);
    private static final Codec<List<Shapes.Shape>> SHAPES_CODEC =
        Codecs.list(Shapes_ShapeCodec.INSTANCE);

    private BiggestArgsCodec() {
      super("BiggestArgs");
    }

    @Override
    public void write(BiggestArgs args, WireWriter out) {
      SHAPES_CODEC.writeField(1, args.shapes(), out);
    }

    @Override
    public BiggestArgs read(WireReader in) {
      List<Shapes.Shape> shapes = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> shapes = SHAPES_CODEC.readField(in, shapes);
          default -> in.skipField();
        }
      }
      return new BiggestArgs(shapes);
    }

    @Override
    public void writeJson(BiggestArgs args, JsonWriter out) {
      out.beginObject();
      out.writeField(SHAPES, args.shapes(), SHAPES_CODEC);
      out.endObject();
    }

    @Override
    public BiggestArgs readJson(JsonReader in) {
      List<Shapes.Shape> shapes = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> shapes = in.readValue(SHAPES_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      return new BiggestArgs(shapes);
    }

    @Override
    public void print(BiggestArgs args, TextPrinter out) {
      out.begin("BiggestArgs")
          .field("shapes", args.shapes(), SHAPES_CODEC)
          .end();
    }
  }

  /** Codec of {@link Shapes.Result}. */
  static final class ResultOfShapeCodec extends MessageCodec<Shapes.Result<Shapes.Shape>> {
    static final ResultOfShapeCodec INSTANCE = new ResultOfShapeCodec();

    private static final JsonName OK = JsonName.of("Ok");
    private static final JsonName FAILED = JsonName.of("Failed");
    private static final JsonFields FIELDS = JsonFields.of(OK, FAILED);

    private ResultOfShapeCodec() {
      super("Result");
    }

    @Override
    public void write(Shapes.Result<Shapes.Shape> result, WireWriter out) {
      if (result instanceof Shapes.Ok<Shapes.Shape> ok) {
        out.writeMessage(1, ok, OkOfShapeCodec.INSTANCE);
      } else if (result instanceof Shapes.Failed<Shapes.Shape> failed) {
        out.writeMessage(2, failed, FailedOfShapeCodec.INSTANCE);
      }
    }

    @Override
    public Shapes.Result<Shapes.Shape> read(WireReader in) {
      Shapes.Result<Shapes.Shape> result = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> result = in.readMessage(OkOfShapeCodec.INSTANCE);
          case 2 -> result = in.readMessage(FailedOfShapeCodec.INSTANCE);
          default -> in.skipField();
        }
      }
      return result;
    }

    @Override
    public void writeJson(Shapes.Result<Shapes.Shape> result, JsonWriter out) {
      out.beginObject();
      if (result instanceof Shapes.Ok<Shapes.Shape> ok) {
        out.writeField(OK, ok, OkOfShapeCodec.INSTANCE);
      } else if (result instanceof Shapes.Failed<Shapes.Shape> failed) {
        out.writeField(FAILED, failed, FailedOfShapeCodec.INSTANCE);
      }
      out.endObject();
    }

    @Override
    public Shapes.Result<Shapes.Shape> readJson(JsonReader in) {
      Shapes.Result<Shapes.Shape> result = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> result = in.readValue(OkOfShapeCodec.INSTANCE);
          case 1 -> result = in.readValue(FailedOfShapeCodec.INSTANCE);
          default -> throw new AssertionError(field);
        }
      }
      return result;
    }

    @Override
    public void print(Shapes.Result<Shapes.Shape> result, TextPrinter out) {
      if (result instanceof Shapes.Ok<Shapes.Shape> ok) {
        OkOfShapeCodec.INSTANCE.print(ok, out);
      } else if (result instanceof Shapes.Failed<Shapes.Shape> failed) {
        FailedOfShapeCodec.INSTANCE.print(failed, out);
      }
    }
  }

  /** Codec of {@link Shapes.Expr}. */
  static final class ExprCodec extends MessageCodec<Shapes.Expr> {
    static final ExprCodec INSTANCE = new ExprCodec();

    private static final JsonName NUM = JsonName.of("Num");
    private static final JsonName ADD = JsonName.of("Add");
    private static final JsonName UNKNOWN = JsonName.of("Unknown");
    private static final JsonFields FIELDS = JsonFields.of(NUM, ADD, UNKNOWN);

    private ExprCodec() {
      super("Expr");
    }

    @Override
    public void write(Shapes.Expr expr, WireWriter out) {
      if (expr instanceof Shapes.Num num) {
        out.writeMessage(1, num, NumCodec.INSTANCE);
      } else if (expr instanceof Shapes.Add add) {
        out.writeMessage(2, add, AddCodec.INSTANCE);
      } else if (expr instanceof Shapes.Unknown unknown) {
        out.writeMessage(3, unknown, UnknownCodec.INSTANCE);
      }
    }

    @Override
    public Shapes.Expr read(WireReader in) {
      Shapes.Expr expr = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> expr = in.readMessage(NumCodec.INSTANCE);
          case 2 -> expr = in.readMessage(AddCodec.INSTANCE);
          case 3 -> expr = in.readMessage(UnknownCodec.INSTANCE);
          default -> in.skipField();
        }
      }
      return expr;
    }

    @Override
    public void writeJson(Shapes.Expr expr, JsonWriter out) {
      out.beginObject();
      if (expr instanceof Shapes.Num num) {
        out.writeField(NUM, num, NumCodec.INSTANCE);
      } else if (expr instanceof Shapes.Add add) {
        out.writeField(ADD, add, AddCodec.INSTANCE);
      } else if (expr instanceof Shapes.Unknown unknown) {
        out.writeField(UNKNOWN, unknown, UnknownCodec.INSTANCE);
      }
      out.endObject();
    }

    @Override
    public Shapes.Expr readJson(JsonReader in) {
      Shapes.Expr expr = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> expr = in.readValue(NumCodec.INSTANCE);
          case 1 -> expr = in.readValue(AddCodec.INSTANCE);
          case 2 -> expr = in.readValue(UnknownCodec.INSTANCE);
          default -> throw new AssertionError(field);
        }
      }
      return expr;
    }

    @Override
    public void print(Shapes.Expr expr, TextPrinter out) {
      if (expr instanceof Shapes.Num num) {
        NumCodec.INSTANCE.print(num, out);
      } else if (expr instanceof Shapes.Add add) {
        AddCodec.INSTANCE.print(add, out);
      } else if (expr instanceof Shapes.Unknown unknown) {
        UnknownCodec.INSTANCE.print(unknown, out);
      }
    }
  }

  /** Codec of {@link Shapes.Ok}. */
  static final class OkOfShapeCodec extends MessageCodec<Shapes.Ok<Shapes.Shape>> {
    static final OkOfShapeCodec INSTANCE = new OkOfShapeCodec();

    private static final JsonName VALUE = JsonName.of("value");
    private static final JsonFields FIELDS = JsonFields.of(VALUE);

    private OkOfShapeCodec() {
      super("Ok");
    }

    @Override
    public void write(Shapes.Ok<Shapes.Shape> ok, WireWriter out) {
      out.writeMessage(1, ok.value(), Shapes_ShapeCodec.INSTANCE);
    }

    @Override
    public Shapes.Ok<Shapes.Shape> read(WireReader in) {
      Shapes.Shape value = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> value = in.readMessage(Shapes_ShapeCodec.INSTANCE);
          default -> in.skipField();
        }
      }
      return new Shapes.Ok<>(value);
    }

    @Override
    public void writeJson(Shapes.Ok<Shapes.Shape> ok, JsonWriter out) {
      out.beginObject();
      out.writeField(VALUE, ok.value(), Shapes_ShapeCodec.INSTANCE);
      out.endObject();
    }

    @Override
    public Shapes.Ok<Shapes.Shape> readJson(JsonReader in) {
      Shapes.Shape value = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> value = in.readValue(Shapes_ShapeCodec.INSTANCE);
          default -> throw new AssertionError(field);
        }
      }
      return new Shapes.Ok<>(value);
    }

    @Override
    public void print(Shapes.Ok<Shapes.Shape> ok, TextPrinter out) {
      out.begin("Ok")
          .field("value", ok.value(), Shapes_ShapeCodec.INSTANCE)
          .end();
    }
  }

  /** Codec of {@link Shapes.Failed}. */
  static final class FailedOfShapeCodec extends MessageCodec<Shapes.Failed<Shapes.Shape>> {
    static final FailedOfShapeCodec INSTANCE = new FailedOfShapeCodec();

    private static final JsonName REASON = JsonName.of("reason");
    private static final JsonName OTHERS = JsonName.of("others");
    private static final JsonFields FIELDS = JsonFields.of(REASON, OTHERS);
    private static final Codec<List<Shapes.Shape>> OTHERS_CODEC =
        Codecs.list(Shapes_ShapeCodec.INSTANCE);

    private FailedOfShapeCodec() {
      super("Failed");
    }

    @Override
    public void write(Shapes.Failed<Shapes.Shape> failed, WireWriter out) {
      out.writeString(1, failed.reason());
      OTHERS_CODEC.writeField(2, failed.others(), out);
    }

    @Override
    public Shapes.Failed<Shapes.Shape> read(WireReader in) {
      String reason = null;
      List<Shapes.Shape> others = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> reason = in.readString();
          case 2 -> others = OTHERS_CODEC.readField(in, others);
          default -> in.skipField();
        }
      }
      return new Shapes.Failed<>(reason, others);
    }

    @Override
    public void writeJson(Shapes.Failed<Shapes.Shape> failed, JsonWriter out) {
      out.beginObject();
      out.writeString(REASON, failed.reason());
      out.writeField(OTHERS, failed.others(), OTHERS_CODEC);
      out.endObject();
    }

    @Override
    public Shapes.Failed<Shapes.Shape> readJson(JsonReader in) {
      String reason = null;
      List<Shapes.Shape> others = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> reason = in.readString();
          case 1 -> others = in.readValue(OTHERS_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      return new Shapes.Failed<>(reason, others);
    }

    @Override
    public void print(Shapes.Failed<Shapes.Shape> failed, TextPrinter out) {
      out.begin("Failed")
          .field("reason", failed.reason())
          .field("others", failed.others(), OTHERS_CODEC)
          .end();
    }
  }

  /** Codec of {@link Shapes.Num}. */
  static final class NumCodec extends MessageCodec<Shapes.Num> {
    static final NumCodec INSTANCE = new NumCodec();

    private static final JsonName VALUE = JsonName.of("value");
    private static final JsonFields FIELDS = JsonFields.of(VALUE);

    private NumCodec() {
      super("Num");
    }

    @Override
    public void write(Shapes.Num num, WireWriter out) {
      out.writeDouble(1, num.value());
    }

    @Override
    public Shapes.Num read(WireReader in) {
      double value = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> value = in.readDouble();
          default -> in.skipField();
        }
      }
      return new Shapes.Num(value);
    }

    @Override
    public void writeJson(Shapes.Num num, JsonWriter out) {
      out.beginObject();
      out.writeDouble(VALUE, num.value());
      out.endObject();
    }

    @Override
    public Shapes.Num readJson(JsonReader in) {
      double value = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> value = in.readDouble();
          default -> throw new AssertionError(field);
        }
      }
      return new Shapes.Num(value);
    }

    @Override
    public void print(Shapes.Num num, TextPrinter out) {
      out.begin("Num")
          .field("value", num.value())
          .end();
    }
  }

  /** Codec of {@link Shapes.Add}. */
  static final class AddCodec extends MessageCodec<Shapes.Add> {
    static final AddCodec INSTANCE = new AddCodec();

    private static final JsonName LEFT = JsonName.of("left");
    private static final JsonName RIGHT = JsonName.of("right");
    private static final JsonFields FIELDS = JsonFields.of(LEFT, RIGHT);

    private AddCodec() {
      super("Add");
    }

    @Override
    public void write(Shapes.Add add, WireWriter out) {
      out.writeMessage(1, add.left(), ExprCodec.INSTANCE);
      out.writeMessage(2, add.right(), ExprCodec.INSTANCE);
    }

    @Override
    public Shapes.Add read(WireReader in) {
      Shapes.Expr left = null;
      Shapes.Expr right = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> left = in.readMessage(ExprCodec.INSTANCE);
          case 2 -> right = in.readMessage(ExprCodec.INSTANCE);
          default -> in.skipField();
        }
      }
      return new Shapes.Add(left, right);
    }

    @Override
    public void writeJson(Shapes.Add add, JsonWriter out) {
      out.beginObject();
      out.writeField(LEFT, add.left(), ExprCodec.INSTANCE);
      out.writeField(RIGHT, add.right(), ExprCodec.INSTANCE);
      out.endObject();
    }

    @Override
    public Shapes.Add readJson(JsonReader in) {
      Shapes.Expr left = null;
      Shapes.Expr right = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> left = in.readValue(ExprCodec.INSTANCE);
          case 1 -> right = in.readValue(ExprCodec.INSTANCE);
          default -> throw new AssertionError(field);
        }
      }
      return new Shapes.Add(left, right);
    }

    @Override
    public void print(Shapes.Add add, TextPrinter out) {
      out.begin("Add")
          .field("left", add.left(), ExprCodec.INSTANCE)
          .field("right", add.right(), ExprCodec.INSTANCE)
          .end();
    }
  }

  /** Codec of {@link Shapes.Unknown}. */
  static final class UnknownCodec extends MessageCodec<Shapes.Unknown> {
    static final UnknownCodec INSTANCE = new UnknownCodec();

    private static final JsonFields FIELDS = JsonFields.of();

    private UnknownCodec() {
      super("Unknown");
    }

    @Override
    public void write(Shapes.Unknown unknown, WireWriter out) {}

    @Override
    public Shapes.Unknown read(WireReader in) {
      while (in.nextField() != 0) {
        in.skipField();
      }
      return new Shapes.Unknown();
    }

    @Override
    public void writeJson(Shapes.Unknown unknown, JsonWriter out) {
      out.beginObject();
      out.endObject();
    }

    @Override
    public Shapes.Unknown readJson(JsonReader in) {
      in.beginObject(FIELDS);
      in.nextField();
      return new Shapes.Unknown();
    }

    @Override
    public void print(Shapes.Unknown unknown, TextPrinter out) {
      out.begin("Unknown").end();
    }
  }
}

// Written by minirpc-processor from Either; changes are lost.
package generics;

import io.minirpc.annotation.Generated;
import io.minirpc.codec.Codec;
import io.minirpc.codec.JsonFields;
import io.minirpc.codec.JsonName;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.MessageCodec;
import io.minirpc.codec.TextPrinter;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;

/** Codec of {@link Either}. */
@Generated("minirpc-processor")
public final class EitherCodec<L, R> extends MessageCodec<Either<L, R>> {
  private static final JsonName LEFT = JsonName.of("Left");
  private static final JsonName RIGHT = JsonName.of("Right");
  private static final JsonFields FIELDS = JsonFields.of(LEFT, RIGHT);

  private final LeftCodec<L, R> leftCodec;
  private final RightCodec<L, R> rightCodec;

  /** Creates a codec from those of the type's arguments. */
  public EitherCodec(Codec<L> lCodec, Codec<R> rCodec) {
    super("Either");
    this.leftCodec = new LeftCodec<>(lCodec, rCodec);
    this.rightCodec = new RightCodec<>(lCodec, rCodec);
  }

  @Override
  public void write(Either<L, R> either, WireWriter out) {
    if (either instanceof Either.Left<L, R> left) {
      out.writeMessage(1, left, leftCodec);
    } else if (either instanceof Either.Right<L, R> right) {
      out.writeMessage(2, right, rightCodec);
    }
  }

  @Override
  public Either<L, R> read(WireReader in) {
    Either<L, R> either = null;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> either = in.readMessage(leftCodec);
        case 2 -> either = in.readMessage(rightCodec);
        default -> in.skipField();
      }
    }
    return either;
  }

  @Override
  public void writeJson(Either<L, R> either, JsonWriter out) {
    out.beginObject();
    if (either instanceof Either.Left<L, R> left) {
      out.writeField(LEFT, left, leftCodec);
    } else if (either instanceof Either.Right<L, R> right) {
      out.writeField(RIGHT, right, rightCodec);
    }
    out.endObject();
  }

  @Override
  public Either<L, R> readJson(JsonReader in) {
    Either<L, R> either = null;
    in.beginObject(FIELDS);
    for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
      switch (field) {
        case 0 -> either = in.readValue(leftCodec);
        case 1 -> either = in.readValue(rightCodec);
        default -> throw new AssertionError(field);
      }
    }
    return either;
  }

  @Override
  public void print(Either<L, R> either, TextPrinter out) {
    if (either instanceof Either.Left<L, R> left) {
      leftCodec.print(left, out);
    } else if (either instanceof Either.Right<L, R> right) {
      rightCodec.print(right, out);
    }
  }

  /** Codec of {@link Either.Left}. */
  static final class LeftCodec<L, R> extends MessageCodec<Either.Left<L, R>> {
    private static final JsonName VALUE = JsonName.of("value");
    private static final JsonFields FIELDS = JsonFields.of(VALUE);

    private final Codec<L> lCodec;

    LeftCodec(Codec<L> lCodec, Codec<R> rCodec) {
      super("Left");
      this.lCodec = lCodec;
    }

    @Override
    public void write(Either.Left<L, R> left, WireWriter out) {
      lCodec.writeField(1, left.value(), out);
    }

    @Override
    public Either.Left<L, R> read(WireReader in) {
      L value = lCodec.absent();
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> value = lCodec.readField(in, value);
          default -> in.skipField();
        }
      }
      return new Either.Left<>(value);
    }

    @Override
    public void writeJson(Either.Left<L, R> left, JsonWriter out) {
      out.beginObject();
      out.writeField(VALUE, left.value(), lCodec);
      out.endObject();
    }

    @Override
    public Either.Left<L, R> readJson(JsonReader in) {
      L value = lCodec.absent();
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> value = in.readValue(lCodec);
          default -> throw new AssertionError(field);
        }
      }
      return new Either.Left<>(value);
    }

    @Override
    public void print(Either.Left<L, R> left, TextPrinter out) {
      out.begin("Left")
          .field("value", left.value(), lCodec)
          .end();
    }
  }

  /** Codec of {@link Either.Right}. */
  static final class RightCodec<L, R> extends MessageCodec<Either.Right<L, R>> {
    private static final JsonName VALUE = JsonName.of("value");
    private static final JsonFields FIELDS = JsonFields.of(VALUE);

    private final Codec<R> rCodec;

    RightCodec(Codec<L> lCodec, Codec<R> rCodec) {
      super("Right");
      this.rCodec = rCodec;
    }

    @Override
    public void write(Either.Right<L, R> right, WireWriter out) {
      rCodec.writeField(1, right.value(), out);
    }

    @Override
    public Either.Right<L, R> read(WireReader in) {
      R value = rCodec.absent();
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> value = rCodec.readField(in, value);
          default -> in.skipField();
        }
      }
      return new Either.Right<>(value);
    }

    @Override
    public void writeJson(Either.Right<L, R> right, JsonWriter out) {
      out.beginObject();
      out.writeField(VALUE, right.value(), rCodec);
      out.endObject();
    }

    @Override
    public Either.Right<L, R> readJson(JsonReader in) {
      R value = rCodec.absent();
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> value = in.readValue(rCodec);
          default -> throw new AssertionError(field);
        }
      }
      return new Either.Right<>(value);
    }

    @Override
    public void print(Either.Right<L, R> right, TextPrinter out) {
      out.begin("Right")
          .field("value", right.value(), rCodec)
          .end();
    }
  }
}

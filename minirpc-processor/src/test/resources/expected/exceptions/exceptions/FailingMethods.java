// Written by minirpc-processor from Failing; changes are lost.
package exceptions;

import io.minirpc.MethodDescriptor;
import io.minirpc.annotation.Generated;
import io.minirpc.codec.Codec;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.ExceptionCodec;
import io.minirpc.codec.JsonFields;
import io.minirpc.codec.JsonName;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.TextPrinter;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;

/** The methods of {@link Failing} as both sides of a call know them: names, arguments, codecs. */
@Generated("minirpc-processor")
public final class FailingMethods {
  /** The name of the service. */
  public static final String SERVICE = "Failing";

  /** {@link Failing#io}. */
  public static final MethodDescriptor<Void, Void> IO =
      MethodDescriptor.builder(SERVICE, "io", Codecs.NOTHING, Codecs.NOTHING)
          .declares(FileNotFoundExceptionCodec.INSTANCE)
          .declares(IOExceptionCodec.INSTANCE)
          .build();

  /** {@link Failing#any}. */
  public static final MethodDescriptor<Void, Void> ANY =
      MethodDescriptor.builder(SERVICE, "any", Codecs.NOTHING, Codecs.NOTHING)
          .declares(ExceptionCodec2.INSTANCE)
          .build();

  /** {@link Failing#plain}. */
  public static final MethodDescriptor<Void, Integer> PLAIN =
      MethodDescriptor.builder(SERVICE, "plain", Codecs.NOTHING, Codecs.primitive(Codecs.INT32, 0))
          .declares(PlainCodec.INSTANCE)
          .declares(NoArgumentsCodec.INSTANCE)
          .declares(WithCauseCodec.INSTANCE)
          .build();

  /** {@link Failing#later}. */
  public static final MethodDescriptor<Void, String> LATER =
      MethodDescriptor.builder(SERVICE, "later", Codecs.NOTHING, Codecs.STRING)
          .declares(RichCodec.INSTANCE)
          .build();

  /** {@link Failing#unchecked}. */
  public static final MethodDescriptor<Void, String> UNCHECKED =
      MethodDescriptor.builder(SERVICE, "unchecked", Codecs.NOTHING, Codecs.STRING)
          .declares(SettersCodec.INSTANCE)
          .declares(IllegalStateExceptionCodec.INSTANCE)
          .build();

  private FailingMethods() {}

  /** Codec of {@link FileNotFoundException}. */
  static final class FileNotFoundExceptionCodec extends ExceptionCodec<FileNotFoundException> {
    static final FileNotFoundExceptionCodec INSTANCE = new FileNotFoundExceptionCodec();

    private static final JsonName MESSAGE = JsonName.of("message");
    private static final JsonFields FIELDS = JsonFields.of(MESSAGE);

    private FileNotFoundExceptionCodec() {
      super("FileNotFoundException", FileNotFoundException.class);
    }

    @Override
    public void write(FileNotFoundException fileNotFoundException, WireWriter out) {
      out.writeString(1, fileNotFoundException.getMessage());
    }

    @Override
    public FileNotFoundException read(WireReader in) {
      String message = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> message = in.readString();
          default -> in.skipField();
        }
      }
      return new FileNotFoundException(message);
    }

    @Override
    public void writeJson(FileNotFoundException fileNotFoundException, JsonWriter out) {
      out.beginObject();
      out.writeString(MESSAGE, fileNotFoundException.getMessage());
      out.endObject();
    }

    @Override
    public FileNotFoundException readJson(JsonReader in) {
      String message = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> message = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new FileNotFoundException(message);
    }

    @Override
    public void print(FileNotFoundException fileNotFoundException, TextPrinter out) {
      out.begin("FileNotFoundException")
          .field("message", fileNotFoundException.getMessage())
          .end();
    }
  }

  /** Codec of {@link IOException}. */
  static final class IOExceptionCodec extends ExceptionCodec<IOException> {
    static final IOExceptionCodec INSTANCE = new IOExceptionCodec();

    private static final JsonName MESSAGE = JsonName.of("message");
    private static final JsonFields FIELDS = JsonFields.of(MESSAGE);

    private IOExceptionCodec() {
      super("IOException", IOException.class);
    }

    @Override
    public void write(IOException ioException, WireWriter out) {
      out.writeString(1, ioException.getMessage());
    }

    @Override
    public IOException read(WireReader in) {
      String message = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> message = in.readString();
          default -> in.skipField();
        }
      }
      return new IOException(message);
    }

    @Override
    public void writeJson(IOException ioException, JsonWriter out) {
      out.beginObject();
      out.writeString(MESSAGE, ioException.getMessage());
      out.endObject();
    }

    @Override
    public IOException readJson(JsonReader in) {
      String message = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> message = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new IOException(message);
    }

    @Override
    public void print(IOException ioException, TextPrinter out) {
      out.begin("IOException")
          .field("message", ioException.getMessage())
          .end();
    }
  }

  /** Codec of {@link Exception}. */
  static final class ExceptionCodec2 extends ExceptionCodec<Exception> {
    static final ExceptionCodec2 INSTANCE = new ExceptionCodec2();

    private static final JsonName MESSAGE = JsonName.of("message");
    private static final JsonFields FIELDS = JsonFields.of(MESSAGE);

    private ExceptionCodec2() {
      super("Exception", Exception.class);
    }

    @Override
    public void write(Exception exception, WireWriter out) {
      out.writeString(1, exception.getMessage());
    }

    @Override
    public Exception read(WireReader in) {
      String message = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> message = in.readString();
          default -> in.skipField();
        }
      }
      return new Exception(message);
    }

    @Override
    public void writeJson(Exception exception, JsonWriter out) {
      out.beginObject();
      out.writeString(MESSAGE, exception.getMessage());
      out.endObject();
    }

    @Override
    public Exception readJson(JsonReader in) {
      String message = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> message = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new Exception(message);
    }

    @Override
    public void print(Exception exception, TextPrinter out) {
      out.begin("Exception")
          .field("message", exception.getMessage())
          .end();
    }
  }

  /** Codec of {@link Failing.Plain}. */
  static final class PlainCodec extends ExceptionCodec<Failing.Plain> {
    static final PlainCodec INSTANCE = new PlainCodec();

    private static final JsonName MESSAGE = JsonName.of("message");
    private static final JsonFields FIELDS = JsonFields.of(MESSAGE);

    private PlainCodec() {
      super("Plain", Failing.Plain.class);
    }

    @Override
    public void write(Failing.Plain plain, WireWriter out) {
      out.writeString(1, plain.getMessage());
    }

    @Override
    public Failing.Plain read(WireReader in) {
      String message = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> message = in.readString();
          default -> in.skipField();
        }
      }
      return new Failing.Plain(message);
    }

    @Override
    public void writeJson(Failing.Plain plain, JsonWriter out) {
      out.beginObject();
      out.writeString(MESSAGE, plain.getMessage());
      out.endObject();
    }

    @Override
    public Failing.Plain readJson(JsonReader in) {
      String message = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> message = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new Failing.Plain(message);
    }

    @Override
    public void print(Failing.Plain plain, TextPrinter out) {
      out.begin("Plain")
          .field("message", plain.getMessage())
          .end();
    }
  }

  /** Codec of {@link Failing.NoArguments}. */
  static final class NoArgumentsCodec extends ExceptionCodec<Failing.NoArguments> {
    static final NoArgumentsCodec INSTANCE = new NoArgumentsCodec();

    private static final JsonFields FIELDS = JsonFields.of();

    private NoArgumentsCodec() {
      super("NoArguments", Failing.NoArguments.class);
    }

    @Override
    public void write(Failing.NoArguments noArguments, WireWriter out) {}

    @Override
    public Failing.NoArguments read(WireReader in) {
      while (in.nextField() != 0) {
        in.skipField();
      }
      return new Failing.NoArguments();
    }

    @Override
    public void writeJson(Failing.NoArguments noArguments, JsonWriter out) {
      out.beginObject();
      out.endObject();
    }

    @Override
    public Failing.NoArguments readJson(JsonReader in) {
      in.beginObject(FIELDS);
      in.nextField();
      return new Failing.NoArguments();
    }

    @Override
    public void print(Failing.NoArguments noArguments, TextPrinter out) {
      out.begin("NoArguments").end();
    }
  }

  /** Codec of {@link Failing.WithCause}. */
  static final class WithCauseCodec extends ExceptionCodec<Failing.WithCause> {
    static final WithCauseCodec INSTANCE = new WithCauseCodec();

    private static final JsonName MESSAGE = JsonName.of("message");
    private static final JsonFields FIELDS = JsonFields.of(MESSAGE);

    private WithCauseCodec() {
      super("WithCause", Failing.WithCause.class);
    }

    @Override
    public void write(Failing.WithCause withCause, WireWriter out) {
      out.writeString(1, withCause.getMessage());
    }

    @Override
    public Failing.WithCause read(WireReader in) {
      String message = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> message = in.readString();
          default -> in.skipField();
        }
      }
      return new Failing.WithCause(message, (Throwable) null);
    }

    @Override
    public void writeJson(Failing.WithCause withCause, JsonWriter out) {
      out.beginObject();
      out.writeString(MESSAGE, withCause.getMessage());
      out.endObject();
    }

    @Override
    public Failing.WithCause readJson(JsonReader in) {
      String message = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> message = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new Failing.WithCause(message, (Throwable) null);
    }

    @Override
    public void print(Failing.WithCause withCause, TextPrinter out) {
      out.begin("WithCause")
          .field("message", withCause.getMessage())
          .end();
    }
  }

  /** Codec of {@link Failing.Rich}. */
  static final class RichCodec extends ExceptionCodec<Failing.Rich> {
    static final RichCodec INSTANCE = new RichCodec();

    private static final JsonName MESSAGE = JsonName.of("message");
    private static final JsonName USER_ID = JsonName.of("userId");
    private static final JsonName HINTS = JsonName.of("hints");
    private static final JsonFields FIELDS = JsonFields.of(MESSAGE, USER_ID, HINTS);
    private static final Codec<ArrayList<String>> HINTS_CODEC =
        Codecs.collection(Codecs.STRING, ArrayList::new);

    private RichCodec() {
      super("Rich", Failing.Rich.class);
    }

    @Override
    public void write(Failing.Rich rich, WireWriter out) {
      out.writeString(1, rich.getMessage());
      out.writeInt64(2, rich.getUserId());
      HINTS_CODEC.writeField(3, rich.hints(), out);
    }

    @Override
    public Failing.Rich read(WireReader in) {
      String message = null;
      long userId = 0;
      ArrayList<String> hints = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> message = in.readString();
          case 2 -> userId = in.readInt64();
          case 3 -> hints = HINTS_CODEC.readField(in, hints);
          default -> in.skipField();
        }
      }
      return new Failing.Rich(hints, message, userId);
    }

    @Override
    public void writeJson(Failing.Rich rich, JsonWriter out) {
      out.beginObject();
      out.writeString(MESSAGE, rich.getMessage());
      out.writeInt64(USER_ID, rich.getUserId());
      out.writeField(HINTS, rich.hints(), HINTS_CODEC);
      out.endObject();
    }

    @Override
    public Failing.Rich readJson(JsonReader in) {
      String message = null;
      long userId = 0;
      ArrayList<String> hints = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> message = in.readString();
          case 1 -> userId = in.readInt64();
          case 2 -> hints = in.readValue(HINTS_CODEC);
          default -> throw new AssertionError(field);
        }
      }
      return new Failing.Rich(hints, message, userId);
    }

    @Override
    public void print(Failing.Rich rich, TextPrinter out) {
      out.begin("Rich")
          .field("message", rich.getMessage())
          .field("userId", rich.getUserId())
          .field("hints", rich.hints(), HINTS_CODEC)
          .end();
    }
  }

  /** Codec of {@link Failing.Setters}. */
  static final class SettersCodec extends ExceptionCodec<Failing.Setters> {
    static final SettersCodec INSTANCE = new SettersCodec();

    private static final JsonName CODE = JsonName.of("code");
    private static final JsonFields FIELDS = JsonFields.of(CODE);

    private SettersCodec() {
      super("Setters", Failing.Setters.class);
    }

    @Override
    public void write(Failing.Setters setters, WireWriter out) {
      out.writeInt32(1, setters.getCode());
    }

    @Override
    public Failing.Setters read(WireReader in) {
      int code = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> code = in.readInt32();
          default -> in.skipField();
        }
      }
      Failing.Setters setters = new Failing.Setters();
      setters.setCode(code);
      return setters;
    }

    @Override
    public void writeJson(Failing.Setters setters, JsonWriter out) {
      out.beginObject();
      out.writeInt32(CODE, setters.getCode());
      out.endObject();
    }

    @Override
    public Failing.Setters readJson(JsonReader in) {
      int code = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> code = in.readInt32();
          default -> throw new AssertionError(field);
        }
      }
      Failing.Setters setters = new Failing.Setters();
      setters.setCode(code);
      return setters;
    }

    @Override
    public void print(Failing.Setters setters, TextPrinter out) {
      out.begin("Setters")
          .field("code", setters.getCode())
          .end();
    }
  }

  /** Codec of {@link IllegalStateException}. */
  static final class IllegalStateExceptionCodec extends ExceptionCodec<IllegalStateException> {
    static final IllegalStateExceptionCodec INSTANCE = new IllegalStateExceptionCodec();

    private static final JsonName MESSAGE = JsonName.of("message");
    private static final JsonFields FIELDS = JsonFields.of(MESSAGE);

    private IllegalStateExceptionCodec() {
      super("IllegalStateException", IllegalStateException.class);
    }

    @Override
    public void write(IllegalStateException illegalStateException, WireWriter out) {
      out.writeString(1, illegalStateException.getMessage());
    }

    @Override
    public IllegalStateException read(WireReader in) {
      String message = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> message = in.readString();
          default -> in.skipField();
        }
      }
      return new IllegalStateException(message);
    }

    @Override
    public void writeJson(IllegalStateException illegalStateException, JsonWriter out) {
      out.beginObject();
      out.writeString(MESSAGE, illegalStateException.getMessage());
      out.endObject();
    }

    @Override
    public IllegalStateException readJson(JsonReader in) {
      String message = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> message = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new IllegalStateException(message);
    }

    @Override
    public void print(IllegalStateException illegalStateException, TextPrinter out) {
      out.begin("IllegalStateException")
          .field("message", illegalStateException.getMessage())
          .end();
    }
  }
}

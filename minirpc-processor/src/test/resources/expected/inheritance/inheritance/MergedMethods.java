// Written by minirpc-processor from Merged; changes are lost.
package inheritance;

import io.minirpc.MethodDescriptor;
import io.minirpc.annotation.Generated;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.JsonFields;
import io.minirpc.codec.JsonName;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.MessageCodec;
import io.minirpc.codec.TextPrinter;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;

/** The methods of {@link Merged} as both sides of a call know them: names, arguments, codecs. */
@Generated("minirpc-processor")
public final class MergedMethods {
  /** The name of the service. */
  public static final String SERVICE = "Merged";

  /** {@link Merged#name}. */
  public static final MethodDescriptor<Void, String> NAME =
      MethodDescriptor.builder(SERVICE, "name", Codecs.NOTHING, Codecs.STRING).build();

  /** {@link Merged#get}. */
  public static final MethodDescriptor<GetArgs, String> GET =
      MethodDescriptor.builder(SERVICE, "get", GetArgsCodec.INSTANCE, Codecs.STRING).build();

  /** {@link Merged#skipped}. */
  public static final MethodDescriptor<Void, Integer> SKIPPED =
      MethodDescriptor.builder(SERVICE, "skipped", Codecs.NOTHING, Codecs.INT32).build();

  /** {@link Merged#first}. */
  public static final MethodDescriptor<Void, String> FIRST =
      MethodDescriptor.builder(SERVICE, "remoteDefault", Codecs.NOTHING, Codecs.STRING).build();

  /** {@link Merged#number}. */
  public static final MethodDescriptor<Void, Integer> NUMBER =
      MethodDescriptor.builder(SERVICE, "number", Codecs.NOTHING, Codecs.INT32).build();

  /** {@link Merged#get}. */
  public static final MethodDescriptor<GetArgs2, String> GET_2 =
      MethodDescriptor.builder(SERVICE, "getTwo", GetArgs2Codec.INSTANCE, Codecs.STRING).build();

  private MergedMethods() {}

  /** Arguments of {@link Merged#get}. */
  public record GetArgs(long id) {}

  /** Codec of {@link GetArgs}. */
  static final class GetArgsCodec extends MessageCodec<GetArgs> {
    static final GetArgsCodec INSTANCE = new GetArgsCodec();

    private static final JsonName ID = JsonName.of("id");
    private static final JsonFields FIELDS = JsonFields.of(ID);

    private GetArgsCodec() {
      super("GetArgs");
    }

    @Override
    public void write(GetArgs args, WireWriter out) {
      out.writeInt64(1, args.id());
    }

    @Override
    public GetArgs read(WireReader in) {
      long id = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> id = in.readInt64();
          default -> in.skipField();
        }
      }
      return new GetArgs(id);
    }

    @Override
    public void writeJson(GetArgs args, JsonWriter out) {
      out.beginObject();
      out.writeInt64(ID, args.id());
      out.endObject();
    }

    @Override
    public GetArgs readJson(JsonReader in) {
      long id = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> id = in.readInt64();
          default -> throw new AssertionError(field);
        }
      }
      return new GetArgs(id);
    }

    @Override
    public void print(GetArgs args, TextPrinter out) {
      out.begin("GetArgs")
          .field("id", args.id())
          .end();
    }
  }

  /** Arguments of {@link Merged#get}. */
  public record GetArgs2(long id, int count) {}

  /** Codec of {@link GetArgs2}. */
  static final class GetArgs2Codec extends MessageCodec<GetArgs2> {
    static final GetArgs2Codec INSTANCE = new GetArgs2Codec();

    private static final JsonName ID = JsonName.of("id");
    private static final JsonName COUNT = JsonName.of("count");
    private static final JsonFields FIELDS = JsonFields.of(ID, COUNT);

    private GetArgs2Codec() {
      super("GetArgs2");
    }

    @Override
    public void write(GetArgs2 args, WireWriter out) {
      out.writeInt64(1, args.id());
      out.writeInt32(2, args.count());
    }

    @Override
    public GetArgs2 read(WireReader in) {
      long id = 0;
      int count = 0;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> id = in.readInt64();
          case 2 -> count = in.readInt32();
          default -> in.skipField();
        }
      }
      return new GetArgs2(id, count);
    }

    @Override
    public void writeJson(GetArgs2 args, JsonWriter out) {
      out.beginObject();
      out.writeInt64(ID, args.id());
      out.writeInt32(COUNT, args.count());
      out.endObject();
    }

    @Override
    public GetArgs2 readJson(JsonReader in) {
      long id = 0;
      int count = 0;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> id = in.readInt64();
          case 1 -> count = in.readInt32();
          default -> throw new AssertionError(field);
        }
      }
      return new GetArgs2(id, count);
    }

    @Override
    public void print(GetArgs2 args, TextPrinter out) {
      out.begin("GetArgs2")
          .field("id", args.id())
          .field("count", args.count())
          .end();
    }
  }
}

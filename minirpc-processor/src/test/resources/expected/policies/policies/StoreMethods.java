// Written by minirpc-processor from Store; changes are lost.
package policies;

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
import io.minirpc.filter.limit.RateLimitPolicy;
import io.minirpc.filter.retry.HedgePolicy;
import io.minirpc.filter.retry.RetryPolicy;

/** The methods of {@link Store} as both sides of a call know them: names, arguments, codecs. */
@Generated("minirpc-processor")
public final class StoreMethods {
  /** The name of the service. */
  public static final String SERVICE = "Store";

  /** {@link Store#get}. */
  public static final MethodDescriptor<GetArgs, String> GET =
      MethodDescriptor.builder(SERVICE, "get", GetArgsCodec.INSTANCE, Codecs.STRING)
          .idempotent()
          .policy(RetryPolicy.of(5, 50, 2000))
          .policy(HedgePolicy.of(20, 2))
          .policy(new RateLimitPolicy(1000.0, 100))
          .build();

  /** {@link Store#count}. */
  public static final MethodDescriptor<Void, Long> COUNT =
      MethodDescriptor.builder(SERVICE, "count", Codecs.NOTHING, Codecs.primitive(Codecs.INT64, 0L))
          .idempotent()
          .policy(RetryPolicy.of(5, 50, 2000))
          .policy(HedgePolicy.of(100, 3))
          .policy(new RateLimitPolicy(1000.0, 100))
          .build();

  /** {@link Store#put}. */
  public static final MethodDescriptor<PutArgs, Void> PUT =
      MethodDescriptor.builder(SERVICE, "put", PutArgsCodec.INSTANCE, Codecs.NOTHING)
          .timeoutMillis(500)
          .hashKey(PutArgs::key)
          .idempotent()
          .policy(RetryPolicy.of(2, 10, 100))
          .policy(new RateLimitPolicy(0.5, 1))
          .build();

  /** {@link Store#append}. */
  public static final MethodDescriptor<AppendArgs, Void> APPEND =
      MethodDescriptor.builder(SERVICE, "append", AppendArgsCodec.INSTANCE, Codecs.NOTHING)
          .policy(new RateLimitPolicy(1000.0, 100))
          .build();

  private StoreMethods() {}

  /** Arguments of {@link Store#get}. */
  public record GetArgs(String key) {}

  /** Codec of {@link GetArgs}. */
  static final class GetArgsCodec extends MessageCodec<GetArgs> {
    static final GetArgsCodec INSTANCE = new GetArgsCodec();

    private static final JsonName KEY = JsonName.of("key");
    private static final JsonFields FIELDS = JsonFields.of(KEY);

    private GetArgsCodec() {
      super("GetArgs");
    }

    @Override
    public void write(GetArgs args, WireWriter out) {
      out.writeString(1, args.key());
    }

    @Override
    public GetArgs read(WireReader in) {
      String key = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> key = in.readString();
          default -> in.skipField();
        }
      }
      return new GetArgs(key);
    }

    @Override
    public void writeJson(GetArgs args, JsonWriter out) {
      out.beginObject();
      out.writeString(KEY, args.key());
      out.endObject();
    }

    @Override
    public GetArgs readJson(JsonReader in) {
      String key = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> key = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new GetArgs(key);
    }

    @Override
    public void print(GetArgs args, TextPrinter out) {
      out.begin("GetArgs")
          .field("key", args.key())
          .end();
    }
  }

  /** Arguments of {@link Store#put}. */
  public record PutArgs(String key, String value) {}

  /** Codec of {@link PutArgs}. */
  static final class PutArgsCodec extends MessageCodec<PutArgs> {
    static final PutArgsCodec INSTANCE = new PutArgsCodec();

    private static final JsonName KEY = JsonName.of("key");
    private static final JsonName VALUE = JsonName.of("value");
    private static final JsonFields FIELDS = JsonFields.of(KEY, VALUE);

    private PutArgsCodec() {
      super("PutArgs");
    }

    @Override
    public void write(PutArgs args, WireWriter out) {
      out.writeString(1, args.key());
      out.writeString(2, args.value());
    }

    @Override
    public PutArgs read(WireReader in) {
      String key = null;
      String value = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> key = in.readString();
          case 2 -> value = in.readString();
          default -> in.skipField();
        }
      }
      return new PutArgs(key, value);
    }

    @Override
    public void writeJson(PutArgs args, JsonWriter out) {
      out.beginObject();
      out.writeString(KEY, args.key());
      out.writeString(VALUE, args.value());
      out.endObject();
    }

    @Override
    public PutArgs readJson(JsonReader in) {
      String key = null;
      String value = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> key = in.readString();
          case 1 -> value = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new PutArgs(key, value);
    }

    @Override
    public void print(PutArgs args, TextPrinter out) {
      out.begin("PutArgs")
          .field("key", args.key())
          .field("value", args.value())
          .end();
    }
  }

  /** Arguments of {@link Store#append}. */
  public record AppendArgs(String key, String value) {}

  /** Codec of {@link AppendArgs}. */
  static final class AppendArgsCodec extends MessageCodec<AppendArgs> {
    static final AppendArgsCodec INSTANCE = new AppendArgsCodec();

    private static final JsonName KEY = JsonName.of("key");
    private static final JsonName VALUE = JsonName.of("value");
    private static final JsonFields FIELDS = JsonFields.of(KEY, VALUE);

    private AppendArgsCodec() {
      super("AppendArgs");
    }

    @Override
    public void write(AppendArgs args, WireWriter out) {
      out.writeString(1, args.key());
      out.writeString(2, args.value());
    }

    @Override
    public AppendArgs read(WireReader in) {
      String key = null;
      String value = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> key = in.readString();
          case 2 -> value = in.readString();
          default -> in.skipField();
        }
      }
      return new AppendArgs(key, value);
    }

    @Override
    public void writeJson(AppendArgs args, JsonWriter out) {
      out.beginObject();
      out.writeString(KEY, args.key());
      out.writeString(VALUE, args.value());
      out.endObject();
    }

    @Override
    public AppendArgs readJson(JsonReader in) {
      String key = null;
      String value = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> key = in.readString();
          case 1 -> value = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new AppendArgs(key, value);
    }

    @Override
    public void print(AppendArgs args, TextPrinter out) {
      out.begin("AppendArgs")
          .field("key", args.key())
          .field("value", args.value())
          .end();
    }
  }
}

// Written by minirpc-processor from Customers; changes are lost.
package beans;

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

/** The methods of {@link Customers} as both sides of a call know them: names, arguments, codecs. */
@Generated("minirpc-processor")
public final class CustomersMethods {
  /** The name of the service. */
  public static final String SERVICE = "Customers";

  /** {@link Customers#load}. */
  public static final MethodDescriptor<LoadArgs, Customer> LOAD =
      MethodDescriptor.builder(
              SERVICE, "load", LoadArgsCodec.INSTANCE, CustomerCodec.INSTANCE)
          .build();

  /** {@link Customers#store}. */
  public static final MethodDescriptor<Customer, Void> STORE =
      MethodDescriptor.builder(SERVICE, "store", CustomerCodec.INSTANCE, Codecs.NOTHING).build();

  private CustomersMethods() {}

  /** Arguments of {@link Customers#load}. */
  public record LoadArgs(String id) {}

  /** Codec of {@link LoadArgs}. */
  static final class LoadArgsCodec extends MessageCodec<LoadArgs> {
    static final LoadArgsCodec INSTANCE = new LoadArgsCodec();

    private static final JsonName ID = JsonName.of("id");
    private static final JsonFields FIELDS = JsonFields.of(ID);

    private LoadArgsCodec() {
      super("LoadArgs");
    }

    @Override
    public void write(LoadArgs args, WireWriter out) {
      out.writeString(1, args.id());
    }

    @Override
    public LoadArgs read(WireReader in) {
      String id = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> id = in.readString();
          default -> in.skipField();
        }
      }
      return new LoadArgs(id);
    }

    @Override
    public void writeJson(LoadArgs args, JsonWriter out) {
      out.beginObject();
      out.writeString(ID, args.id());
      out.endObject();
    }

    @Override
    public LoadArgs readJson(JsonReader in) {
      String id = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> id = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new LoadArgs(id);
    }

    @Override
    public void print(LoadArgs args, TextPrinter out) {
      out.begin("LoadArgs")
          .field("id", args.id())
          .end();
    }
  }
}

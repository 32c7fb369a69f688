// Written by minirpc-processor from Items; changes are lost.
package generics;

import io.minirpc.MethodDescriptor;
import io.minirpc.annotation.Generated;
import io.minirpc.codec.Codec;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.ExceptionCodec;
import io.minirpc.codec.JsonFields;
import io.minirpc.codec.JsonName;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.MessageCodec;
import io.minirpc.codec.TextPrinter;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The methods of {@link Items} as both sides of a call know them: names, arguments, codecs. */
@Generated("minirpc-processor")
public final class ItemsMethods {
  /** The name of the service. */
  public static final String SERVICE = "Items";

  /** {@link Items#get}. */
  public static final MethodDescriptor<GetArgs, Items.Item> GET =
      MethodDescriptor.builder(SERVICE, "get", GetArgsCodec.INSTANCE, ItemCodec.INSTANCE)
          .declares(IOExceptionCodec.INSTANCE)
          .build();

  /** {@link Items#find}. */
  public static final MethodDescriptor<Page<Items.Item>, List<Items.Item>> FIND =
      MethodDescriptor.builder(
              SERVICE, "find", new PageCodec<>(ItemCodec.INSTANCE), Codecs.list(ItemCodec.INSTANCE))
          .build();

  /** {@link Items#put}. */
  public static final MethodDescriptor<Items.Item, Void> PUT =
      MethodDescriptor.builder(SERVICE, "put", ItemCodec.INSTANCE, Codecs.NOTHING)
          .declares(IOExceptionCodec.INSTANCE)
          .build();

  /** {@link Items#table}. */
  public static final MethodDescriptor<Void, Table<String, Items.Item>> TABLE =
      MethodDescriptor.builder(
              SERVICE, "table", Codecs.NOTHING, new TableCodec<>(Codecs.STRING, ItemCodec.INSTANCE))
          .build();

  private static final TableCodec<Integer, TreeSet<String>> NUMBERS_ARGUMENTS =
      new TableCodec<>(Codecs.INT32, Codecs.collection(Codecs.STRING, TreeSet::new));
  private static final TableCodec<Long, Map<String, TreeSet<Integer>>> NUMBERS_REPLY =
      new TableCodec<>(Codecs.INT64, Codecs.map(Codecs.STRING, Codecs.collection(Codecs.INT32, TreeSet::new)));

  /** {@link Items#numbers}. */
  public static final MethodDescriptor<Table<Integer, TreeSet<String>>, Table<Long, Map<String, TreeSet<Integer>>>> NUMBERS =
      MethodDescriptor.builder(SERVICE, "numbers", NUMBERS_ARGUMENTS, NUMBERS_REPLY).build();

  /** {@link Items#cell}. */
  public static final MethodDescriptor<CellArgs, Cell<Items.Item>> CELL =
      MethodDescriptor.builder(
              SERVICE, "cell", CellArgsCodec.INSTANCE, CellOfItemCodec.INSTANCE)
          .build();

  /** {@link Items#ping}. */
  public static final MethodDescriptor<Pong<Items.Item>, Ping<Items.Item>> PING =
      MethodDescriptor.builder(
              SERVICE, "ping", new PongCodec<>(ItemCodec.INSTANCE), new PingCodec<>(ItemCodec.INSTANCE))
          .build();

  /** {@link Items#either}. */
  public static final MethodDescriptor<Either<Integer, Items.Item>, Either<String, Items.Item>> EITHER =
      MethodDescriptor.builder(
              SERVICE, "either", new EitherCodec<>(Codecs.INT32, ItemCodec.INSTANCE), new EitherCodec<>(Codecs.STRING, ItemCodec.INSTANCE))
          .build();

  private ItemsMethods() {}

  /** Arguments of {@link Items#get}. */
  public record GetArgs(Long id) {}

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
      Codecs.INT64.writeField(1, args.id(), out);
    }

    @Override
    public GetArgs read(WireReader in) {
      Long id = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> id = Codecs.INT64.readField(in, id);
          default -> in.skipField();
        }
      }
      return new GetArgs(id);
    }

    @Override
    public void writeJson(GetArgs args, JsonWriter out) {
      out.beginObject();
      out.writeField(ID, args.id(), Codecs.INT64);
      out.endObject();
    }

    @Override
    public GetArgs readJson(JsonReader in) {
      Long id = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> id = in.readValue(Codecs.INT64);
          default -> throw new AssertionError(field);
        }
      }
      return new GetArgs(id);
    }

    @Override
    public void print(GetArgs args, TextPrinter out) {
      out.begin("GetArgs")
          .field("id", args.id(), Codecs.INT64)
          .end();
    }
  }

  /** Arguments of {@link Items#cell}. */
  public record CellArgs(Cell<String> cell, Cell<Cell<String>> cells) {}

  /** Codec of {@link CellArgs}. */
  static final class CellArgsCodec extends MessageCodec<CellArgs> {
    static final CellArgsCodec INSTANCE = new CellArgsCodec();

    private static final JsonName CELL = JsonName.of("cell");
    private static final JsonName CELLS = JsonName.of("cells");
    private static final JsonFields FIELDS = JsonFields.of(CELL, CELLS);

    private CellArgsCodec() {
      super("CellArgs");
    }

    @Override
    public void write(CellArgs args, WireWriter out) {
      out.writeMessage(1, args.cell(), CellOfStringCodec.INSTANCE);
      out.writeMessage(2, args.cells(), CellOfCellOfStringCodec.INSTANCE);
    }

    @Override
    public CellArgs read(WireReader in) {
      Cell<String> cell = null;
      Cell<Cell<String>> cells = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> cell = in.readMessage(CellOfStringCodec.INSTANCE);
          case 2 -> cells = in.readMessage(CellOfCellOfStringCodec.INSTANCE);
          default -> in.skipField();
        }
      }
      return new CellArgs(cell, cells);
    }

    @Override
    public void writeJson(CellArgs args, JsonWriter out) {
      out.beginObject();
      out.writeField(CELL, args.cell(), CellOfStringCodec.INSTANCE);
      out.writeField(CELLS, args.cells(), CellOfCellOfStringCodec.INSTANCE);
      out.endObject();
    }

    @Override
    public CellArgs readJson(JsonReader in) {
      Cell<String> cell = null;
      Cell<Cell<String>> cells = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> cell = in.readValue(CellOfStringCodec.INSTANCE);
          case 1 -> cells = in.readValue(CellOfCellOfStringCodec.INSTANCE);
          default -> throw new AssertionError(field);
        }
      }
      return new CellArgs(cell, cells);
    }

    @Override
    public void print(CellArgs args, TextPrinter out) {
      out.begin("CellArgs")
          .field("cell", args.cell(), CellOfStringCodec.INSTANCE)
          .field("cells", args.cells(), CellOfCellOfStringCodec.INSTANCE)
          .end();
    }
  }

  /** Codec of {@link Items.Item}. */
  static final class ItemCodec extends MessageCodec<Items.Item> {
    static final ItemCodec INSTANCE = new ItemCodec();

    private static final JsonName ID = JsonName.of("id");
    private static final JsonName NAME = JsonName.of("name");
    private static final JsonFields FIELDS = JsonFields.of(ID, NAME);

    private ItemCodec() {
      super("Item");
    }

    @Override
    public void write(Items.Item item, WireWriter out) {
      out.writeInt64(1, item.id());
      out.writeString(2, item.name());
    }

    @Override
    public Items.Item read(WireReader in) {
      long id = 0;
      String name = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> id = in.readInt64();
          case 2 -> name = in.readString();
          default -> in.skipField();
        }
      }
      return new Items.Item(id, name);
    }

    @Override
    public void writeJson(Items.Item item, JsonWriter out) {
      out.beginObject();
      out.writeInt64(ID, item.id());
      out.writeString(NAME, item.name());
      out.endObject();
    }

    @Override
    public Items.Item readJson(JsonReader in) {
      long id = 0;
      String name = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> id = in.readInt64();
          case 1 -> name = in.readString();
          default -> throw new AssertionError(field);
        }
      }
      return new Items.Item(id, name);
    }

    @Override
    public void print(Items.Item item, TextPrinter out) {
      out.begin("Item")
          .field("id", item.id())
          .field("name", item.name())
          .end();
    }
  }

  /** Codec of {@link Cell}. */
  static final class CellOfItemCodec extends MessageCodec<Cell<Items.Item>> {
    static final CellOfItemCodec INSTANCE = new CellOfItemCodec();

    private static final JsonName VALUE = JsonName.of("value");
    private static final JsonName HISTORY = JsonName.of("history");
    private static final JsonName NEXT = JsonName.of("next");
    private static final JsonFields FIELDS = JsonFields.of(VALUE, HISTORY, NEXT);
    private static final Codec<List<Items.Item>> HISTORY_CODEC = Codecs.list(ItemCodec.INSTANCE);

    private CellOfItemCodec() {
      super("Cell");
    }

    @Override
    public void write(Cell<Items.Item> cell, WireWriter out) {
      out.writeMessage(1, cell.value(), ItemCodec.INSTANCE);
      HISTORY_CODEC.writeField(2, cell.history(), out);
      out.writeMessage(3, cell.next(), this);
    }

    @Override
    public Cell<Items.Item> read(WireReader in) {
      Items.Item value = null;
      List<Items.Item> history = null;
      Cell<Items.Item> next = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> value = in.readMessage(ItemCodec.INSTANCE);
          case 2 -> history = HISTORY_CODEC.readField(in, history);
          case 3 -> next = in.readMessage(this);
          default -> in.skipField();
        }
      }
      return new Cell<>(value, history, next);
    }

    @Override
    public void writeJson(Cell<Items.Item> cell, JsonWriter out) {
      out.beginObject();
      out.writeField(VALUE, cell.value(), ItemCodec.INSTANCE);
      out.writeField(HISTORY, cell.history(), HISTORY_CODEC);
      out.writeField(NEXT, cell.next(), this);
      out.endObject();
    }

    @Override
    public Cell<Items.Item> readJson(JsonReader in) {
      Items.Item value = null;
      List<Items.Item> history = null;
      Cell<Items.Item> next = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> value = in.readValue(ItemCodec.INSTANCE);
          case 1 -> history = in.readValue(HISTORY_CODEC);
          case 2 -> next = in.readValue(this);
          default -> throw new AssertionError(field);
        }
      }
      return new Cell<>(value, history, next);
    }

    @Override
    public void print(Cell<Items.Item> cell, TextPrinter out) {
      out.begin("Cell")
          .field("value", cell.value(), ItemCodec.INSTANCE)
          .field("history", cell.history(), HISTORY_CODEC)
          .field("next", cell.next(), this)
          .end();
    }
  }

  /** Codec of {@link Cell}. */
  static final class CellOfStringCodec extends MessageCodec<Cell<String>> {
    static final CellOfStringCodec INSTANCE = new CellOfStringCodec();

    private static final JsonName VALUE = JsonName.of("value");
    private static final JsonName HISTORY = JsonName.of("history");
    private static final JsonName NEXT = JsonName.of("next");
    private static final JsonFields FIELDS = JsonFields.of(VALUE, HISTORY, NEXT);
    private static final Codec<List<String>> HISTORY_CODEC = Codecs.list(Codecs.STRING);

    private CellOfStringCodec() {
      super("Cell");
    }

    @Override
    public void write(Cell<String> cell, WireWriter out) {
      out.writeString(1, cell.value());
      HISTORY_CODEC.writeField(2, cell.history(), out);
      out.writeMessage(3, cell.next(), this);
    }

    @Override
    public Cell<String> read(WireReader in) {
      String value = null;
      List<String> history = null;
      Cell<String> next = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> value = in.readString();
          case 2 -> history = HISTORY_CODEC.readField(in, history);
          case 3 -> next = in.readMessage(this);
          default -> in.skipField();
        }
      }
      return new Cell<>(value, history, next);
    }

    @Override
    public void writeJson(Cell<String> cell, JsonWriter out) {
      out.beginObject();
      out.writeString(VALUE, cell.value());
      out.writeField(HISTORY, cell.history(), HISTORY_CODEC);
      out.writeField(NEXT, cell.next(), this);
      out.endObject();
    }

    @Override
    public Cell<String> readJson(JsonReader in) {
      String value = null;
      List<String> history = null;
      Cell<String> next = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> value = in.readString();
          case 1 -> history = in.readValue(HISTORY_CODEC);
          case 2 -> next = in.readValue(this);
          default -> throw new AssertionError(field);
        }
      }
      return new Cell<>(value, history, next);
    }

    @Override
    public void print(Cell<String> cell, TextPrinter out) {
      out.begin("Cell")
          .field("value", cell.value())
          .field("history", cell.history(), HISTORY_CODEC)
          .field("next", cell.next(), this)
          .end();
    }
  }

  /** Codec of {@link Cell}. */
  static final class CellOfCellOfStringCodec extends MessageCodec<Cell<Cell<String>>> {
    static final CellOfCellOfStringCodec INSTANCE = new CellOfCellOfStringCodec();

    private static final JsonName VALUE = JsonName.of("value");
    private static final JsonName HISTORY = JsonName.of("history");
    private static final JsonName NEXT = JsonName.of("next");
    private static final JsonFields FIELDS = JsonFields.of(VALUE, HISTORY, NEXT);
    private static final Codec<List<Cell<String>>> HISTORY_CODEC =
        Codecs.list(Codecs.lazy(() -> CellOfStringCodec.INSTANCE));

    private CellOfCellOfStringCodec() {
      super("Cell");
    }

    @Override
    public void write(Cell<Cell<String>> cell, WireWriter out) {
      out.writeMessage(1, cell.value(), CellOfStringCodec.INSTANCE);
      HISTORY_CODEC.writeField(2, cell.history(), out);
      out.writeMessage(3, cell.next(), this);
    }

    @Override
    public Cell<Cell<String>> read(WireReader in) {
      Cell<String> value = null;
      List<Cell<String>> history = null;
      Cell<Cell<String>> next = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> value = in.readMessage(CellOfStringCodec.INSTANCE);
          case 2 -> history = HISTORY_CODEC.readField(in, history);
          case 3 -> next = in.readMessage(this);
          default -> in.skipField();
        }
      }
      return new Cell<>(value, history, next);
    }

    @Override
    public void writeJson(Cell<Cell<String>> cell, JsonWriter out) {
      out.beginObject();
      out.writeField(VALUE, cell.value(), CellOfStringCodec.INSTANCE);
      out.writeField(HISTORY, cell.history(), HISTORY_CODEC);
      out.writeField(NEXT, cell.next(), this);
      out.endObject();
    }

    @Override
    public Cell<Cell<String>> readJson(JsonReader in) {
      Cell<String> value = null;
      List<Cell<String>> history = null;
      Cell<Cell<String>> next = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> value = in.readValue(CellOfStringCodec.INSTANCE);
          case 1 -> history = in.readValue(HISTORY_CODEC);
          case 2 -> next = in.readValue(this);
          default -> throw new AssertionError(field);
        }
      }
      return new Cell<>(value, history, next);
    }

    @Override
    public void print(Cell<Cell<String>> cell, TextPrinter out) {
      out.begin("Cell")
          .field("value", cell.value(), CellOfStringCodec.INSTANCE)
          .field("history", cell.history(), HISTORY_CODEC)
          .field("next", cell.next(), this)
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
}

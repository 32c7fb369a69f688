// Written by minirpc-processor from Table; changes are lost.
package generics;

import io.minirpc.annotation.Generated;
import io.minirpc.codec.Codec;
import io.minirpc.codec.Codecs;
import io.minirpc.codec.JsonFields;
import io.minirpc.codec.JsonName;
import io.minirpc.codec.JsonReader;
import io.minirpc.codec.JsonWriter;
import io.minirpc.codec.MessageCodec;
import io.minirpc.codec.ScalarCodec;
import io.minirpc.codec.TextPrinter;
import io.minirpc.codec.WireReader;
import io.minirpc.codec.WireWriter;
import java.util.List;
import java.util.Map;

/** Codec of {@link Table}. */
@Generated("minirpc-processor")
public final class TableCodec<K extends Comparable<K>, V> extends MessageCodec<Table<K, V>> {
  private static final JsonName ROWS = JsonName.of("rows");
  private static final JsonName CORNER = JsonName.of("corner");
  private static final JsonName PAGES = JsonName.of("pages");
  private static final JsonFields FIELDS = JsonFields.of(ROWS, CORNER, PAGES);

  private final Codec<Map<K, V>> rowsCodec;
  private final CellCodec<V> cornerCodec;
  private final MessageCodec<Table<K, Page<V>>> pagesCodec;

  /** Creates a codec from those of the type's arguments. */
  public TableCodec(ScalarCodec<K> kCodec, Codec<V> vCodec) {
    super("Table");
    this.rowsCodec = Codecs.map(kCodec, vCodec);
    this.cornerCodec = new CellCodec<>(vCodec);
    this.pagesCodec = Codecs.lazy(() -> new TableCodec<>(kCodec, new PageCodec<>(vCodec)));
  }

  @Override
  public void write(Table<K, V> table, WireWriter out) {
    rowsCodec.writeField(1, table.getRows(), out);
    out.writeMessage(2, table.getCorner(), cornerCodec);
    out.writeMessage(3, table.getPages(), pagesCodec);
  }

  @Override
  public Table<K, V> read(WireReader in) {
    Map<K, V> rows = null;
    Cell<V> corner = null;
    Table<K, Page<V>> pages = null;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> rows = rowsCodec.readField(in, rows);
        case 2 -> corner = in.readMessage(cornerCodec);
        case 3 -> pages = in.readMessage(pagesCodec);
        default -> in.skipField();
      }
    }
    Table<K, V> table = new Table<>();
    table.setRows(rows);
    table.setCorner(corner);
    table.setPages(pages);
    return table;
  }

  @Override
  public void writeJson(Table<K, V> table, JsonWriter out) {
    out.beginObject();
    out.writeField(ROWS, table.getRows(), rowsCodec);
    out.writeField(CORNER, table.getCorner(), cornerCodec);
    out.writeField(PAGES, table.getPages(), pagesCodec);
    out.endObject();
  }

  @Override
  public Table<K, V> readJson(JsonReader in) {
    Map<K, V> rows = null;
    Cell<V> corner = null;
    Table<K, Page<V>> pages = null;
    in.beginObject(FIELDS);
    for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
      switch (field) {
        case 0 -> rows = in.readValue(rowsCodec);
        case 1 -> corner = in.readValue(cornerCodec);
        case 2 -> pages = in.readValue(pagesCodec);
        default -> throw new AssertionError(field);
      }
    }
    Table<K, V> table = new Table<>();
    table.setRows(rows);
    table.setCorner(corner);
    table.setPages(pages);
    return table;
  }

  @Override
  public void print(Table<K, V> table, TextPrinter out) {
    out.begin("Table")
        .field("rows", table.getRows(), rowsCodec)
        .field("corner", table.getCorner(), cornerCodec)
        .field("pages", table.getPages(), pagesCodec)
        .end();
  }

  /** Codec of {@link Cell}. */
  static final class CellCodec<X> extends MessageCodec<Cell<X>> {
    private static final JsonName VALUE = JsonName.of("value");
    private static final JsonName HISTORY = JsonName.of("history");
    private static final JsonName NEXT = JsonName.of("next");
    private static final JsonFields FIELDS = JsonFields.of(VALUE, HISTORY, NEXT);

    private final Codec<X> xCodec;
    private final Codec<List<X>> historyCodec;

    CellCodec(Codec<X> xCodec) {
      super("Cell");
      this.xCodec = xCodec;
      this.historyCodec = Codecs.list(xCodec);
    }

    @Override
    public void write(Cell<X> cell, WireWriter out) {
      xCodec.writeField(1, cell.value(), out);
      historyCodec.writeField(2, cell.history(), out);
      out.writeMessage(3, cell.next(), this);
    }

    @Override
    public Cell<X> read(WireReader in) {
      X value = xCodec.absent();
      List<X> history = null;
      Cell<X> next = null;
      for (int field = in.nextField(); field != 0; field = in.nextField()) {
        switch (field) {
          case 1 -> value = xCodec.readField(in, value);
          case 2 -> history = historyCodec.readField(in, history);
          case 3 -> next = in.readMessage(this);
          default -> in.skipField();
        }
      }
      return new Cell<>(value, history, next);
    }

    @Override
    public void writeJson(Cell<X> cell, JsonWriter out) {
      out.beginObject();
      out.writeField(VALUE, cell.value(), xCodec);
      out.writeField(HISTORY, cell.history(), historyCodec);
      out.writeField(NEXT, cell.next(), this);
      out.endObject();
    }

    @Override
    public Cell<X> readJson(JsonReader in) {
      X value = xCodec.absent();
      List<X> history = null;
      Cell<X> next = null;
      in.beginObject(FIELDS);
      for (int field = in.nextField(); field != JsonReader.END; field = in.nextField()) {
        switch (field) {
          case 0 -> value = in.readValue(xCodec);
          case 1 -> history = in.readValue(historyCodec);
          case 2 -> next = in.readValue(this);
          default -> throw new AssertionError(field);
        }
      }
      return new Cell<>(value, history, next);
    }

    @Override
    public void print(Cell<X> cell, TextPrinter out) {
      out.begin("Cell")
          .field("value", cell.value(), xCodec)
          .field("history", cell.history(), historyCodec)
          .field("next", cell.next(), this)
          .end();
    }
  }
}

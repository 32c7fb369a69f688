package generics;

import io.minirpc.annotation.RpcMessage;
import java.util.Map;

@RpcMessage
public class Table<K extends Comparable<K>, V> {
    private Map<K, V> rows;
    private Cell<V> corner;
    private Table<K, Page<V>> pages;

    public Map<K, V> getRows() {
        return rows;
    }

    public void setRows(Map<K, V> rows) {
        this.rows = rows;
    }

    public Cell<V> getCorner() {
        return corner;
    }

    public void setCorner(Cell<V> corner) {
        this.corner = corner;
    }

    public Table<K, Page<V>> getPages() {
        return pages;
    }

    public void setPages(Table<K, Page<V>> pages) {
        this.pages = pages;
    }
}

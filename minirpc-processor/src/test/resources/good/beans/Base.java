package beans;

import java.util.List;

public abstract class Base<T, L extends List<T>> {
    public static final int CONSTANT = 1;

    private T id;
    private L all;
    protected int version;

    protected Base() {}

    public T getId() {
        return id;
    }

    public void setId(T id) {
        this.id = id;
    }

    public L getAll() {
        return all;
    }

    public void setAll(L all) {
        this.all = all;
    }

    public int getVersion() {
        return version;
    }

    public void setVersion(int version) {
        this.version = version;
    }
}

package com.example.foreign;

import java.util.List;
import java.util.Objects;

/** A generic bean. */
public class Page<T> {
    private List<T> items;
    private T first;
    private int number;
    private Long total;

    public List<T> getItems() {
        return items;
    }

    public void setItems(List<T> items) {
        this.items = items;
    }

    public T getFirst() {
        return first;
    }

    public void setFirst(T first) {
        this.first = first;
    }

    public int getNumber() {
        return number;
    }

    public void setNumber(int number) {
        this.number = number;
    }

    public Long getTotal() {
        return total;
    }

    public void setTotal(Long total) {
        this.total = total;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Page<?> page
                && number == page.number
                && Objects.equals(total, page.total)
                && Objects.equals(first, page.first)
                && Objects.equals(items, page.items);
    }

    @Override
    public int hashCode() {
        return Objects.hash(items, number, total);
    }
}

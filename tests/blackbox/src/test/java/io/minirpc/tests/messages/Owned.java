package io.minirpc.tests.messages;

/** What belongs to somebody. */
public abstract class Owned<T> {
    private T owner;

    public T getOwner() {
        return owner;
    }

    public void setOwner(T owner) {
        this.owner = owner;
    }
}

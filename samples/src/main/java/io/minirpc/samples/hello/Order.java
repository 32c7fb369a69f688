package io.minirpc.samples.hello;

import io.minirpc.annotation.RpcMessage;
import org.jspecify.annotations.Nullable;

/** Pieces of a cake for somebody: a bean as a message, which can leave things unsaid. */
@RpcMessage
public final class Order {
    private String cake = "";
    private int pieces;
    private @Nullable String wish;

    public String getCake() {
        return cake;
    }

    public void setCake(String cake) {
        this.cake = cake;
    }

    public int getPieces() {
        return pieces;
    }

    public void setPieces(int pieces) {
        this.pieces = pieces;
    }

    public @Nullable String getWish() {
        return wish;
    }

    public void setWish(@Nullable String wish) {
        this.wish = wish;
    }

    @Override
    public String toString() {
        return pieces + " x " + cake + (wish == null ? "" : ", " + wish);
    }
}

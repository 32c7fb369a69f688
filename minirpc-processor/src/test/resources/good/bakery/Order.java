package bakery;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcIgnore;
import io.minirpc.annotation.RpcMessage;
import io.minirpc.annotation.Sensitive;

@RpcMessage
public class Order {
    private String cake;

    @RpcIgnore
    private int draft;

    @RpcField(name = "count")
    private Integer pieces;

    private boolean urgent;

    @Sensitive
    private String card;

    private Cake.Layer top;

    public String getCake() {
        return cake;
    }

    public void setCake(String cake) {
        this.cake = cake;
    }

    public int getDraft() {
        return draft;
    }

    public void setDraft(int draft) {
        this.draft = draft;
    }

    public Integer getPieces() {
        return pieces;
    }

    public void setPieces(Integer pieces) {
        this.pieces = pieces;
    }

    public boolean isUrgent() {
        return urgent;
    }

    public void setUrgent(boolean urgent) {
        this.urgent = urgent;
    }

    public String getCard() {
        return card;
    }

    public void setCard(String card) {
        this.card = card;
    }

    public Cake.Layer getTop() {
        return top;
    }

    public void setTop(Cake.Layer top) {
        this.top = top;
    }
}

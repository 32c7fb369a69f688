package accessors;

import io.minirpc.annotation.RpcMessage;

/** Properties with two getters, of which one leaves out that there is no value. */
@RpcMessage
public final class Flags {
    private Boolean active;
    private Boolean shown = true;
    private Integer count;
    private boolean isOpen;
    private transient Boolean known;

    public static Flags sample() {
        Flags flags = new Flags();
        flags.shown = null;
        flags.isOpen = true;
        return flags;
    }

    public Boolean getActive() {
        return active;
    }

    public boolean isActive() {
        return Boolean.TRUE.equals(active);
    }

    public void setActive(Boolean active) {
        this.active = active;
    }

    public Boolean isShown() {
        return shown;
    }

    public boolean getShown() {
        return shown == null || shown;
    }

    public void setShown(boolean shown) {
        this.shown = shown;
    }

    public void setShown(Boolean shown) {
        this.shown = shown;
    }

    public Integer getCOUNT() {
        return count;
    }

    public int getCount() {
        return count == null ? 0 : count;
    }

    public void setCount(Integer count) {
        this.count = count;
    }

    public boolean isOpen() {
        return isOpen;
    }

    public boolean getIsOpen() {
        return isOpen;
    }

    public void setOpen(boolean open) {
        isOpen = open;
    }

    /** No field has this name. */
    public Boolean getCertain() {
        return known;
    }

    public boolean isCertain() {
        return known != null;
    }

    public void setCertain(Boolean certain) {
        this.known = certain;
    }

    @Override
    public String toString() {
        return active + " " + shown + " " + count + " " + isOpen + " " + known;
    }
}

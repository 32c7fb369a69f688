package io.minirpc.tests.messages;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcIgnore;
import io.minirpc.annotation.RpcMessage;
import java.util.Objects;

/** A bean with inherited properties, generic ones too. */
@RpcMessage
public class Account extends Owned<String> {
    private String iban;
    private boolean open = true;
    private Boolean locked;
    private int balance = 7;

    @RpcIgnore
    private String note = "kept";

    private transient String cache = "kept";

    public String getIban() {
        return iban;
    }

    public void setIban(String iban) {
        this.iban = iban;
    }

    public boolean isOpen() {
        return open;
    }

    public void setOpen(boolean open) {
        this.open = open;
    }

    public Boolean getLocked() {
        return locked;
    }

    public void setLocked(Boolean locked) {
        this.locked = locked;
    }

    @RpcField(encoding = RpcField.Encoding.ZIGZAG)
    public int getBalance() {
        return balance;
    }

    public void setBalance(int balance) {
        this.balance = balance;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }

    public String getCache() {
        return cache;
    }

    public void setCache(String cache) {
        this.cache = cache;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Account account
                && Objects.equals(getOwner(), account.getOwner())
                && Objects.equals(iban, account.iban)
                && open == account.open
                && Objects.equals(locked, account.locked)
                && balance == account.balance
                && Objects.equals(note, account.note)
                && Objects.equals(cache, account.cache);
    }

    @Override
    public int hashCode() {
        return Objects.hash(getOwner(), iban);
    }
}

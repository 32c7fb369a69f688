package beans;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcIgnore;
import io.minirpc.annotation.RpcMessage;
import java.util.List;
import java.util.Optional;

@RpcMessage
public final class Customer extends Base<String, List<String>> {
    @RpcField(name = "full_name")
    private String name;

    private boolean isActive;
    private Boolean vip;
    private String URL;
    private transient int cache;

    @RpcIgnore
    private Object secret;

    private int hits;
    private Optional<String> nick = Optional.empty();
    private final transient Object lock = new Object();

    @Override
    public int getVersion() {
        return super.getVersion();
    }

    public String getName() {
        return name;
    }

    public Customer setName(String name) {
        this.name = name;
        return this;
    }

    public void setName(Object name) {
        this.name = String.valueOf(name);
    }

    public boolean isActive() {
        return isActive;
    }

    public void setActive(boolean active) {
        isActive = active;
    }

    public Boolean isVip() {
        return vip;
    }

    public void setVip(Boolean vip) {
        this.vip = vip;
    }

    public String getURL() {
        return URL;
    }

    public void setURL(String url) {
        URL = url;
    }

    public int getCache() {
        return cache;
    }

    public Object getSecret() {
        return secret;
    }

    public void setSecret(Object secret) {
        this.secret = secret;
    }

    @RpcIgnore
    public int getHits() {
        return hits;
    }

    public void setHits(int hits) {
        this.hits = hits;
    }

    public Optional<String> getNick() {
        return nick;
    }

    public void setNick(Optional<String> nick) {
        this.nick = nick;
    }

    @RpcField(number = 100, encoding = RpcField.Encoding.ZIGZAG)
    public int getBalance() {
        return lock.hashCode();
    }

    public void setBalance(int balance) {}

    public String getGreeting() {
        return "Hello, " + name;
    }

    public String settle() {
        return "";
    }

    public boolean island() {
        return true;
    }
}

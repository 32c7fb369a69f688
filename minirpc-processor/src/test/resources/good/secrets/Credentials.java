package secrets;

import io.minirpc.annotation.Sensitive;

public class Credentials {
    private String user;

    @Sensitive
    private String password;

    private char[] pin;
    private Credentials next;

    public String getUser() {
        return user;
    }

    public void setUser(String user) {
        this.user = user;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public char[] getPin() {
        return pin;
    }

    public void setPin(@Sensitive char[] pin) {
        this.pin = pin;
    }

    @Sensitive
    public Credentials getNext() {
        return next;
    }

    public void setNext(Credentials next) {
        this.next = next;
    }
}

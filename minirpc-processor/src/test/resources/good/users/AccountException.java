package users;

public class AccountException extends Exception {
    private static final long serialVersionUID = 1;

    public AccountException(String message) {
        super(message);
    }
}

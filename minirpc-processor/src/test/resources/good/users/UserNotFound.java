package users;

public class UserNotFound extends AccountException {
    private static final long serialVersionUID = 1;

    private final long id;

    public UserNotFound(String message, long id) {
        super(message);
        this.id = id;
    }

    public long id() {
        return id;
    }
}

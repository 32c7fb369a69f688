package users;

public enum Role {
    ADMIN,
    USER
}

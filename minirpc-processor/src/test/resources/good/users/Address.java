package users;

import java.util.Optional;

public record Address(String street, Optional<String> floor, byte[] seal, char letter, Role role, Role[] roles) {}

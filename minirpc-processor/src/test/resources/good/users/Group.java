package users;

import io.minirpc.annotation.RpcMessage;
import java.util.Set;

@RpcMessage
public record Group(String name, Set<User> members, Role role) {}

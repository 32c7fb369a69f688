package io.minirpc.tests.messages;

import com.example.foreign.User;
import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcInterface;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Methods that answer their argument, one for each shape of message. */
@RpcInterface
interface Echo {
    Scalars scalars(Scalars value);

    Values values(Values value);

    Rows rows(Rows value);

    Containers containers(Containers value);

    Numbered numbered(Numbered value);

    Account account(Account value);

    Tree tree(Tree value);

    Chicken chicken(Chicken value);

    Event event(Event value);

    Keywords keywords(Keywords value);

    Nothing nothing(Nothing value);

    Box<Box<Tree>> boxes(Box<Box<Tree>> value);

    Pair<String, List<Event>> pair(Pair<String, List<Event>> value);

    com.example.foreign.Page<User> users(com.example.foreign.Page<User> value);

    Optional<List<Event>> several(
            int in,
            long out,
            String field,
            @RpcField(name = "Value") List<Event> value,
            @RpcField(number = 9) byte[] codec);

    Map<Level, Map<String, Optional<Tree>>> map(Map<Level, Map<String, Optional<Tree>>> value);

    Level level(Level value);

    int number(int value);
}

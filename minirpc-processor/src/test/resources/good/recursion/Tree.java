package recursion;

import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.RpcMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@RpcInterface
public interface Tree {
    Node node(Node node, Leaf leaf);

    Person person(Person person, Link<String> link);

    record Node(Node left, Node right, Leaf leaf, Map<String, Node> named) {}

    record Leaf(Optional<Node> parent) {}

    @RpcMessage
    record Person(String name, List<Person> friends, Company employer) {}

    @RpcMessage
    record Company(List<Person> staff, Department[] departments) {}

    record Department(Person head, Company company, List<Company> customers) {}

    record Link<T>(T value, Link<T> next, List<Link<T>> others) {}
}

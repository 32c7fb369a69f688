package io.minirpc.processor.lock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service, which may have several interfaces: a blocking one for its server and an asynchronous one for its clients,
 * perhaps with fewer methods.
 */
final class MergedService {
    /** A method, and the file that describes it. */
    private record Described(String file, Contract.Method method) {}

    private final String name;
    private final Map<String, Described> methods = new LinkedHashMap<>();
    private String type = "";
    private int size = -1;

    MergedService(String name) {
        this.name = name;
    }

    void add(String file, String interfaceName, List<Contract.Method> described) throws LockException {
        if (described.size() > size) {
            type = interfaceName;
            size = described.size();
        }
        for (Contract.Method method : described) {
            Described other = methods.putIfAbsent(method.name(), new Described(file, method));
            if (other != null && !other.method().equals(method)) {
                throw new LockException(file + ": the method " + name + "." + method.name() + " is not as in "
                        + other.file() + " (expected: one service name for one contract); make the methods alike, set"
                        + " @RpcInterface(name = …) on one of the interfaces, or compile again, from clean");
            }
        }
    }

    /** Returns the service with all methods, and the interface that has the most of them. */
    Contract.Service service() {
        return new Contract.Service(
                name, type, methods.values().stream().map(Described::method).toList());
    }
}

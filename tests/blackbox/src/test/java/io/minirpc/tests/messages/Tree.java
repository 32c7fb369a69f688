package io.minirpc.tests.messages;

import io.minirpc.annotation.RpcMessage;
import java.util.List;
import java.util.Map;

/** A type that contains itself in every way. */
@RpcMessage
record Tree(String name, Tree next, List<Tree> children, Map<String, Tree> byName) {
    static Tree leaf(String name) {
        return new Tree(name, null, null, null);
    }
}

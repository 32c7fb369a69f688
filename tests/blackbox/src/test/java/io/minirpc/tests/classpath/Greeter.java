package io.minirpc.tests.classpath;

import io.minirpc.annotation.RpcInterface;

/** The smallest service. */
@RpcInterface
interface Greeter {
    String greet(String name);
}

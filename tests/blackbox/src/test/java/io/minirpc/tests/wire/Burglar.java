package io.minirpc.tests.wire;

import io.minirpc.annotation.RpcInterface;
import java.util.List;
import java.util.Map;

/** The vault's methods with other types, so that nothing can be read on the other side. */
@RpcInterface(name = "Vault")
public interface Burglar {
    Loot open(Map<String, String> credentials, long password, String pin, String comment);

    void change(Loot credentials);

    String reveal(Map<String, String> amounts);

    Loot guess(List<Loot> entries);

    /** An entry that refuses nothing and has any level. */
    record Loot(String name, List<String> secrets, String level) {}
}

package io.minirpc.tests.wire;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcInterface;
import java.util.List;
import java.util.Map;

/** The vault's methods with other types, so that nothing can be read on the other side. */
@RpcInterface(name = "Vault")
public interface Burglar {
    Loot open(
            @RpcField(number = 1) Map<String, String> credentials,
            @RpcField(number = 2) long password,
            @RpcField(number = 3) String pin,
            @RpcField(number = 4) String comment);

    void change(Loot credentials);

    String reveal(@RpcField(number = 1) Map<String, String> amounts);

    Loot guess(List<Loot> entries);

    /** An entry that refuses nothing and has any level. */
    record Loot(
            @RpcField(number = 1) String name,
            @RpcField(number = 2) List<String> secrets,
            @RpcField(number = 3) String level) {}
}

// Written by minirpc-processor from Vault; changes are lost.
package secrets;

import io.minirpc.Channel;
import io.minirpc.annotation.Generated;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Client side of {@link Vault}: each method is one call on the channel. */
@Generated("minirpc-processor")
public final class VaultStub implements Vault {
  private final Channel channel;

  /** Creates a stub that calls through the channel. */
  public VaultStub(Channel channel) {
    this.channel = Objects.requireNonNull(channel, "channel");
  }

  @Override
  public Vault.Token login(String user, String password) throws Vault.Refused {
    return channel.callBlocking(VaultMethods.LOGIN, new VaultMethods.LoginArgs(user, password));
  }

  @Override
  public void open(Credentials credentials, Vault.Safe<Integer> safe) {
    channel.callBlocking(VaultMethods.OPEN, new VaultMethods.OpenArgs(credentials, safe));
  }

  @Override
  public void change(Credentials credentials) {
    channel.callBlocking(VaultMethods.CHANGE, credentials);
  }

  @Override
  public TreeSet<String> keys(int pin, boolean all) {
    return channel.callBlocking(VaultMethods.KEYS, new VaultMethods.KeysArgs(pin, all));
  }

  @Override
  public void store(Map<String, List<Vault.Token>> tokens) {
    channel.callBlocking(VaultMethods.STORE, new VaultMethods.StoreArgs(tokens));
  }
}

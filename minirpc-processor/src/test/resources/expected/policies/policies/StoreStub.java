// Written by minirpc-processor from Store; changes are lost.
package policies;

import io.minirpc.Channel;
import io.minirpc.annotation.Generated;
import java.util.Objects;

/** Client side of {@link Store}: each method is one call on the channel. */
@Generated("minirpc-processor")
public final class StoreStub implements Store {
  private final Channel channel;

  /** Creates a stub that calls through the channel. */
  public StoreStub(Channel channel) {
    this.channel = Objects.requireNonNull(channel, "channel");
  }

  @Override
  public String get(String key) {
    return channel.callBlocking(StoreMethods.GET, new StoreMethods.GetArgs(key));
  }

  @Override
  public long count() {
    return channel.callBlocking(StoreMethods.COUNT, null);
  }

  @Override
  public void put(String key, String value) {
    channel.callBlocking(StoreMethods.PUT, new StoreMethods.PutArgs(key, value));
  }

  @Override
  public void append(String key, String value) {
    channel.callBlocking(StoreMethods.APPEND, new StoreMethods.AppendArgs(key, value));
  }
}

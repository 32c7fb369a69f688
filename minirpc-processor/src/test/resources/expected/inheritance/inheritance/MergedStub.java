// Written by minirpc-processor from Merged; changes are lost.
package inheritance;

import io.minirpc.Channel;
import io.minirpc.annotation.Generated;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Client side of {@link Merged}: each method is one call on the channel. */
@Generated("minirpc-processor")
public final class MergedStub implements Merged {
  private final Channel channel;

  /** Creates a stub that calls through the channel. */
  public MergedStub(Channel channel) {
    this.channel = Objects.requireNonNull(channel, "channel");
  }

  @Override
  public String name() {
    return channel.callBlocking(MergedMethods.NAME, null);
  }

  @Override
  public String get(long id) {
    return channel.callBlocking(MergedMethods.GET, new MergedMethods.GetArgs(id));
  }

  @Override
  public CompletableFuture<Integer> skipped() {
    return channel.call(MergedMethods.SKIPPED, null);
  }

  @Override
  public String first() {
    return channel.callBlocking(MergedMethods.FIRST, null);
  }

  @Override
  public Integer number() {
    return channel.callBlocking(MergedMethods.NUMBER, null);
  }

  @Override
  public String get(long id, int count) {
    return channel.callBlocking(MergedMethods.GET_2, new MergedMethods.GetArgs2(id, count));
  }
}

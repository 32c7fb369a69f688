// Written by minirpc-processor from Failing; changes are lost.
package exceptions;

import io.minirpc.Channel;
import io.minirpc.annotation.Generated;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Client side of {@link Failing}: each method is one call on the channel. */
@Generated("minirpc-processor")
public final class FailingStub implements Failing {
  private final Channel channel;

  /** Creates a stub that calls through the channel. */
  public FailingStub(Channel channel) {
    this.channel = Objects.requireNonNull(channel, "channel");
  }

  @Override
  public void io() throws IOException, FileNotFoundException {
    channel.callBlocking(FailingMethods.IO, null);
  }

  @Override
  public void any() throws Exception {
    channel.callBlocking(FailingMethods.ANY, null);
  }

  @Override
  public int plain() throws Failing.Plain, Failing.NoArguments, Failing.WithCause {
    return channel.callBlocking(FailingMethods.PLAIN, null);
  }

  @Override
  public CompletableFuture<String> later() throws Failing.Rich {
    return channel.call(FailingMethods.LATER, null);
  }

  @Override
  public String unchecked() throws IllegalStateException, Failing.Setters {
    return channel.callBlocking(FailingMethods.UNCHECKED, null);
  }
}

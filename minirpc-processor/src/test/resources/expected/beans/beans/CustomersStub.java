// Written by minirpc-processor from Customers; changes are lost.
package beans;

import io.minirpc.Channel;
import io.minirpc.annotation.Generated;
import java.util.Objects;

/** Client side of {@link Customers}: each method is one call on the channel. */
@Generated("minirpc-processor")
public final class CustomersStub implements Customers {
  private final Channel channel;

  /** Creates a stub that calls through the channel. */
  public CustomersStub(Channel channel) {
    this.channel = Objects.requireNonNull(channel, "channel");
  }

  @Override
  public Customer load(String id) {
    return channel.callBlocking(CustomersMethods.LOAD, new CustomersMethods.LoadArgs(id));
  }

  @Override
  public void store(Customer customer) {
    channel.callBlocking(CustomersMethods.STORE, customer);
  }
}

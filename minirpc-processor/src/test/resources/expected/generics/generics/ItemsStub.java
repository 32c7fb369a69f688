// Written by minirpc-processor from Items; changes are lost.
package generics;

import io.minirpc.Channel;
import io.minirpc.annotation.Generated;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Client side of {@link Items}: each method is one call on the channel. */
@Generated("minirpc-processor")
public final class ItemsStub implements Items {
  private final Channel channel;

  /** Creates a stub that calls through the channel. */
  public ItemsStub(Channel channel) {
    this.channel = Objects.requireNonNull(channel, "channel");
  }

  @Override
  public Items.Item get(Long id) throws IOException {
    return channel.callBlocking(ItemsMethods.GET, new ItemsMethods.GetArgs(id));
  }

  @Override
  public CompletionStage<List<Items.Item>> find(Page<Items.Item> like) {
    return channel.call(ItemsMethods.FIND, like);
  }

  @Override
  public void put(Items.Item item) throws IOException {
    channel.callBlocking(ItemsMethods.PUT, item);
  }

  @Override
  public Table<String, Items.Item> table() {
    return channel.callBlocking(ItemsMethods.TABLE, null);
  }

  @Override
  public CompletableFuture<Table<Long, Map<String, TreeSet<Integer>>>> numbers(
      Table<Integer, TreeSet<String>> names) {
    return channel.call(ItemsMethods.NUMBERS, names);
  }

  @Override
  public Cell<Items.Item> cell(Cell<String> cell, Cell<Cell<String>> cells) {
    return channel.callBlocking(ItemsMethods.CELL, new ItemsMethods.CellArgs(cell, cells));
  }

  @Override
  public Ping<Items.Item> ping(Pong<Items.Item> pong) {
    return channel.callBlocking(ItemsMethods.PING, pong);
  }

  @Override
  public Either<String, Items.Item> either(Either<Integer, Items.Item> either) {
    return channel.callBlocking(ItemsMethods.EITHER, either);
  }
}

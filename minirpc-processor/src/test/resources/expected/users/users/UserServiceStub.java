// Written by minirpc-processor from UserService; changes are lost.
package users;

import io.minirpc.Channel;
import io.minirpc.annotation.Generated;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Client side of {@link UserService}: each method is one call on the channel. */
@Generated("minirpc-processor")
public final class UserServiceStub implements UserService {
  private final Channel channel;

  /** Creates a stub that calls through the channel. */
  public UserServiceStub(Channel channel) {
    this.channel = Objects.requireNonNull(channel, "channel");
  }

  @Override
  public CompletionStage<User> getUser(long id) throws UserNotFound {
    return channel.call(UserServiceMethods.GET_USER, new UserServiceMethods.GetUserArgs(id));
  }

  @Override
  public User find(String name) throws UserNotFound, AccountException {
    return channel.callBlocking(UserServiceMethods.FIND, new UserServiceMethods.FindArgs(name));
  }

  @Override
  public CompletableFuture<List<User>> list() {
    return channel.call(UserServiceMethods.LIST, null);
  }

  @Override
  public void save(User user) {
    channel.callBlocking(UserServiceMethods.SAVE, user);
  }

  @Override
  public User rename(User user) {
    return channel.callBlocking(UserServiceMethods.RENAME, user);
  }

  @Override
  public CompletableFuture<Void> ping(int times, long sentAt) {
    return channel.call(UserServiceMethods.PING, new UserServiceMethods.PingArgs(times, sentAt));
  }

  @Override
  public int count() {
    return channel.callBlocking(UserServiceMethods.COUNT, null);
  }

  @Override
  public boolean exists(long id, Role role) {
    return channel.callBlocking(
        UserServiceMethods.EXISTS, new UserServiceMethods.ExistsArgs(id, role));
  }

  @Override
  public Page<User> page(PageRequest request) {
    return channel.callBlocking(UserServiceMethods.PAGE, request);
  }

  @Override
  public CompletionStage<Page<User>> page(String name, int... numbers) {
    return channel.call(UserServiceMethods.PAGE_2, new UserServiceMethods.PageArgs(name, numbers));
  }

  @Override
  public TreeSet<String> names(Optional<String> prefix, Map<String, List<Integer>> groups) {
    return channel.callBlocking(
        UserServiceMethods.NAMES, new UserServiceMethods.NamesArgs(prefix, groups));
  }

  @Override
  public String version() {
    return channel.callBlocking(UserServiceMethods.VERSION, null);
  }
}

// Written by minirpc-processor from Names; changes are lost.
package names;

import io.minirpc.annotation.Generated;
import java.util.List;
import java.util.Objects;

/** Client side of {@link Names}: each method is one call on the channel. */
@Generated("minirpc-processor")
public final class NamesStub implements Names {
  private final io.minirpc.Channel channel;

  /** Creates a stub that calls through the channel. */
  public NamesStub(io.minirpc.Channel channel) {
    this.channel = Objects.requireNonNull(channel, "channel");
  }

  @Override
  public int channel(String channel, int service, long args) {
    return this.channel.callBlocking(
        NamesMethods.CHANNEL, new NamesMethods.ChannelArgs(channel, service, args));
  }

  @Override
  public List<Integer> in(int in, int out, List<Integer> field) {
    return channel.callBlocking(NamesMethods.IN, new NamesMethods.InArgs(in, out, field));
  }

  @Override
  public Names.Out out(Names.Out out) {
    return channel.callBlocking(NamesMethods.OUT, out);
  }

  @Override
  public void getUser(int clone, int wait, int notify, int hashCode, int toString) {
    channel.callBlocking(NamesMethods.GET_USER, new NamesMethods.GetUserArgs(clone, wait, notify,
        hashCode, toString));
  }

  @Override
  public void GET_USER(String message) {
    channel.callBlocking(NamesMethods.GET_USER_2, new NamesMethods.GET_USERArgs(message));
  }

  @Override
  public void service(Names.Service service) {
    channel.callBlocking(NamesMethods.SERVICE_2, service);
  }

  @Override
  public void requireNonNull(Names.Object_ object) {
    channel.callBlocking(NamesMethods.REQUIRE_NON_NULL, object);
  }

  @Override
  public void notify(String text) {
    channel.callBlocking(NamesMethods.NOTIFY, new NamesMethods.NotifyArgs(text));
  }

  @Override
  public Names.Channel channels(Names.Codec codec, List<Names.Codecs> codecs,
      Names.MessageCodec string) {
    return channel.callBlocking(
        NamesMethods.CHANNELS, new NamesMethods.ChannelsArgs(codec, codecs, string));
  }

  @Override
  public String Find(String Text) {
    return channel.callBlocking(NamesMethods.FIND, new NamesMethods.FindArgs(Text));
  }

  @Override
  public String find(String text) {
    return channel.callBlocking(NamesMethods.FIND_2, new NamesMethods.FindArgs2(text));
  }

  @Override
  public void aMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCode(
      String aParameterWithAVeryLongNameThatGoesOnAndOn,
      List<List<List<String>>> anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn,
      int yetAnotherParameterWithAVeryLongName) {
    channel.callBlocking(
        NamesMethods.A_METHOD_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_CANNOT_POSSIBLY_FIT_INTO_ONE_LINE_OF_CODE, new NamesMethods.AMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCodeArgs(aParameterWithAVeryLongNameThatGoesOnAndOn,
        anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn,
        yetAnotherParameterWithAVeryLongName));
  }
}

// Written by minirpc-processor from Names; changes are lost.
package names;

import io.minirpc.annotation.Generated;
import io.minirpc.server.ServiceBinding;
import java.util.Objects;

/** Server side of {@link Names}: decoded arguments in, results out. */
@Generated("minirpc-processor")
public final class NamesSkeleton {
  private NamesSkeleton() {}

  /** Binds the methods of the service to {@code service}. */
  public static ServiceBinding bind(Names service) {
    Objects.requireNonNull(service, "service");
    return ServiceBinding.builder(NamesMethods.SERVICE)
        .blocking(NamesMethods.CHANNEL, args ->
            service.channel(args.channel(), args.service(), args.args()))
        .blocking(NamesMethods.IN, args -> service.in(args.in(), args.out(), args.field()))
        .blocking(NamesMethods.OUT, service::out)
        .blocking(NamesMethods.GET_USER, args -> {
          service.getUser(args.clone_(), args.wait_(), args.notify_(), args.hashCode_(),
              args.toString_());
          return null;
        })
        .blocking(NamesMethods.GET_USER_2, args -> {
          service.GET_USER(args.message());
          return null;
        })
        .blocking(NamesMethods.SERVICE_2, message -> {
          service.service(message);
          return null;
        })
        .blocking(NamesMethods.REQUIRE_NON_NULL, object -> {
          service.requireNonNull(object);
          return null;
        })
        .blocking(NamesMethods.NOTIFY, args -> {
          service.notify(args.text());
          return null;
        })
        .blocking(NamesMethods.CHANNELS, args ->
            service.channels(args.codec(), args.codecs(), args.string()))
        .blocking(NamesMethods.FIND, args -> service.Find(args.Text()))
        .blocking(NamesMethods.FIND_2, args -> service.find(args.text()))
        .blocking(NamesMethods.A_METHOD_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON_UNTIL_IT_CANNOT_POSSIBLY_FIT_INTO_ONE_LINE_OF_CODE, args -> {
          service.aMethodWithAVeryLongNameThatGoesOnAndOnUntilItCannotPossiblyFitIntoOneLineOfCode(args.aParameterWithAVeryLongNameThatGoesOnAndOn(), args.anotherParameterWithAVeryLongNameThatGoesOnAndOnAndOn(), args.yetAnotherParameterWithAVeryLongName());
          return null;
        })
        .build();
  }
}

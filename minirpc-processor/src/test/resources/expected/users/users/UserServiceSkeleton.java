// Written by minirpc-processor from UserService; changes are lost.
package users;

import io.minirpc.annotation.Generated;
import io.minirpc.server.ServiceBinding;
import java.util.Objects;

/** Server side of {@link UserService}: decoded arguments in, results out. */
@Generated("minirpc-processor")
public final class UserServiceSkeleton {
  private UserServiceSkeleton() {}

  /** Binds the methods of the service to {@code service}. */
  public static ServiceBinding bind(UserService service) {
    Objects.requireNonNull(service, "service");
    return ServiceBinding.builder(UserServiceMethods.SERVICE)
        .async(UserServiceMethods.GET_USER, args -> service.getUser(args.id()))
        .blocking(UserServiceMethods.FIND, args -> service.find(args.name()))
        .async(UserServiceMethods.LIST, nothing -> service.list())
        .blocking(UserServiceMethods.SAVE, user -> {
          service.save(user);
          return null;
        })
        .blocking(UserServiceMethods.RENAME, service::rename)
        .async(UserServiceMethods.PING, args -> service.ping(args.times(), args.sentAt()))
        .blocking(UserServiceMethods.COUNT, nothing -> service.count())
        .blocking(UserServiceMethods.EXISTS, args -> service.exists(args.id(), args.role()))
        .blocking(UserServiceMethods.PAGE, service::page)
        .inlineAsync(UserServiceMethods.PAGE_2, args -> service.page(args.name(), args.numbers()))
        .blocking(UserServiceMethods.NAMES, args -> service.names(args.prefix(), args.groups()))
        .inlineBlocking(UserServiceMethods.VERSION, nothing -> service.version())
        .build();
  }
}

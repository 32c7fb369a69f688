// Written by minirpc-processor from Items; changes are lost.
package generics;

import io.minirpc.annotation.Generated;
import io.minirpc.server.ServiceBinding;
import java.util.Objects;

/** Server side of {@link Items}: decoded arguments in, results out. */
@Generated("minirpc-processor")
public final class ItemsSkeleton {
  private ItemsSkeleton() {}

  /** Binds the methods of the service to {@code service}. */
  public static ServiceBinding bind(Items service) {
    Objects.requireNonNull(service, "service");
    return ServiceBinding.builder(ItemsMethods.SERVICE)
        .blocking(ItemsMethods.GET, args -> service.get(args.id()))
        .async(ItemsMethods.FIND, service::find)
        .blocking(ItemsMethods.PUT, item -> {
          service.put(item);
          return null;
        })
        .blocking(ItemsMethods.TABLE, nothing -> service.table())
        .async(ItemsMethods.NUMBERS, service::numbers)
        .blocking(ItemsMethods.CELL, args -> service.cell(args.cell(), args.cells()))
        .blocking(ItemsMethods.PING, service::ping)
        .blocking(ItemsMethods.EITHER, service::either)
        .build();
  }
}

// Written by minirpc-processor from Store; changes are lost.
package policies;

import io.minirpc.annotation.Generated;
import io.minirpc.server.ServiceBinding;
import java.util.Objects;

/** Server side of {@link Store}: decoded arguments in, results out. */
@Generated("minirpc-processor")
public final class StoreSkeleton {
  private StoreSkeleton() {}

  /** Binds the methods of the service to {@code service}. */
  public static ServiceBinding bind(Store service) {
    Objects.requireNonNull(service, "service");
    return ServiceBinding.builder(StoreMethods.SERVICE)
        .blocking(StoreMethods.GET, args -> service.get(args.key()))
        .blocking(StoreMethods.COUNT, nothing -> service.count())
        .blocking(StoreMethods.PUT, args -> {
          service.put(args.key(), args.value());
          return null;
        })
        .blocking(StoreMethods.APPEND, args -> {
          service.append(args.key(), args.value());
          return null;
        })
        .build();
  }
}

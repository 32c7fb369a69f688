// Written by minirpc-processor from Customers; changes are lost.
package beans;

import io.minirpc.annotation.Generated;
import io.minirpc.server.ServiceBinding;
import java.util.Objects;

/** Server side of {@link Customers}: decoded arguments in, results out. */
@Generated("minirpc-processor")
public final class CustomersSkeleton {
  private CustomersSkeleton() {}

  /** Binds the methods of the service to {@code service}. */
  public static ServiceBinding bind(Customers service) {
    Objects.requireNonNull(service, "service");
    return ServiceBinding.builder(CustomersMethods.SERVICE)
        .blocking(CustomersMethods.LOAD, args -> service.load(args.id()))
        .blocking(CustomersMethods.STORE, customer -> {
          service.store(customer);
          return null;
        })
        .build();
  }
}

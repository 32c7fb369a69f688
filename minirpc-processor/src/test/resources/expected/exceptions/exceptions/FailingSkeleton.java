// Written by minirpc-processor from Failing; changes are lost.
package exceptions;

import io.minirpc.annotation.Generated;
import io.minirpc.server.ServiceBinding;
import java.util.Objects;

/** Server side of {@link Failing}: decoded arguments in, results out. */
@Generated("minirpc-processor")
public final class FailingSkeleton {
  private FailingSkeleton() {}

  /** Binds the methods of the service to {@code service}. */
  public static ServiceBinding bind(Failing service) {
    Objects.requireNonNull(service, "service");
    return ServiceBinding.builder(FailingMethods.SERVICE)
        .blocking(FailingMethods.IO, nothing -> {
          service.io();
          return null;
        })
        .blocking(FailingMethods.ANY, nothing -> {
          service.any();
          return null;
        })
        .blocking(FailingMethods.PLAIN, nothing -> service.plain())
        .async(FailingMethods.LATER, nothing -> service.later())
        .blocking(FailingMethods.UNCHECKED, nothing -> service.unchecked())
        .build();
  }
}

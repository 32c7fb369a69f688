// Written by minirpc-processor from Shapes; changes are lost.
package shapes;

import io.minirpc.annotation.Generated;
import io.minirpc.server.ServiceBinding;
import java.util.Objects;

/** Server side of {@link Shapes}: decoded arguments in, results out. */
@Generated("minirpc-processor")
public final class ShapesSkeleton {
  private ShapesSkeleton() {}

  /** Binds the methods of the service to {@code service}. */
  public static ServiceBinding bind(Shapes service) {
    Objects.requireNonNull(service, "service");
    return ServiceBinding.builder(ShapesMethods.SERVICE)
        .blocking(ShapesMethods.ALL, nothing -> service.all())
        .blocking(ShapesMethods.AREA, service::area)
        .blocking(ShapesMethods.BIGGEST, args -> service.biggest(args.shapes()))
        .blocking(ShapesMethods.EVALUATE, service::evaluate)
        .build();
  }
}

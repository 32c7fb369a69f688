// Written by minirpc-processor from Merged; changes are lost.
package inheritance;

import io.minirpc.annotation.Generated;
import io.minirpc.server.ServiceBinding;
import java.util.Objects;

/** Server side of {@link Merged}: decoded arguments in, results out. */
@Generated("minirpc-processor")
public final class MergedSkeleton {
  private MergedSkeleton() {}

  /** Binds the methods of the service to {@code service}. */
  public static ServiceBinding bind(Merged service) {
    Objects.requireNonNull(service, "service");
    return ServiceBinding.builder(MergedMethods.SERVICE)
        .blocking(MergedMethods.NAME, nothing -> service.name())
        .blocking(MergedMethods.GET, args -> service.get(args.id()))
        .async(MergedMethods.SKIPPED, nothing -> service.skipped())
        .blocking(MergedMethods.FIRST, nothing -> service.first())
        .blocking(MergedMethods.NUMBER, nothing -> service.number())
        .blocking(MergedMethods.GET_2, args -> service.get(args.id(), args.count()))
        .build();
  }
}

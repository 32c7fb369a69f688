// Written by minirpc-processor from Vault; changes are lost.
package secrets;

import io.minirpc.annotation.Generated;
import io.minirpc.server.ServiceBinding;
import java.util.Objects;

/** Server side of {@link Vault}: decoded arguments in, results out. */
@Generated("minirpc-processor")
public final class VaultSkeleton {
  private VaultSkeleton() {}

  /** Binds the methods of the service to {@code service}. */
  public static ServiceBinding bind(Vault service) {
    Objects.requireNonNull(service, "service");
    return ServiceBinding.builder(VaultMethods.SERVICE)
        .blocking(VaultMethods.LOGIN, args -> service.login(args.user(), args.password()))
        .blocking(VaultMethods.OPEN, args -> {
          service.open(args.credentials(), args.safe());
          return null;
        })
        .blocking(VaultMethods.CHANGE, credentials -> {
          service.change(credentials);
          return null;
        })
        .blocking(VaultMethods.KEYS, args -> service.keys(args.pin(), args.all()))
        .blocking(VaultMethods.STORE, args -> {
          service.store(args.tokens());
          return null;
        })
        .build();
  }
}

package io.minirpc.gochat.admin;

import io.minirpc.gochat.account.RefusedException;
import io.minirpc.gochat.store.StoreException;
import io.minirpc.gochat.store.StoreException.Kind;

/** Texts and exit codes of failures. */
final class Failures {
    private Failures() {}

    static AdminException of(Exception failure) {
        if (failure instanceof AdminException known) {
            return known;
        } else if (failure instanceof RefusedException refused) {
            return new AdminException(
                    AdminException.REFUSED, refused.code().name(), String.valueOf(refused.getMessage()), refused);
        } else if (failure instanceof StoreException store) {
            return ofStore(store);
        }
        return new AdminException(AdminException.REFUSED, "INTERNAL", "a fault of this program: " + failure, failure);
    }

    private static AdminException ofStore(StoreException failure) {
        if (failure.kind() == Kind.UNKNOWN_OUTCOME) {
            String text = failure.getMessage() + " (done or not: run the command again)";
            return new AdminException(AdminException.UNAVAILABLE, "DATABASE", text, failure);
        }
        return AdminException.unavailable(failure);
    }
}

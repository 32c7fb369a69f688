package io.minirpc.gochat.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.store.AccountStore;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.SettingStore;
import io.minirpc.gochat.token.AccessClaims;
import io.minirpc.gochat.token.TokenVerifier;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkAccountsTest {
    private static final int COUNT = 1_200; // more than one portion

    @TempDir
    Path folder;

    @Test
    void writtenAccountsHaveALivingSessionAndTokensThatAreTaken() throws Exception {
        BulkAccounts written = BulkAccounts.inFile(folder.resolve("gochat"), "load-", COUNT);
        assertThat(written.accounts()).hasSize(COUNT);
        BulkAccounts.Account last = written.accounts().get(COUNT - 1);
        try (Database database = Database.openFile(folder.resolve("gochat"), false)) {
            AccountStore store = AccountStore.of(database);
            AccountKeys keys = AccountKeys.load(SettingStore.of(database));
            TokenVerifier verifier =
                    TokenVerifier.of(keys.issuer(), keys.accessKey().publicText(), Clock.systemUTC());
            AccessClaims claims = verifier.verify(written.token(last));
            assertThat(claims.user()).isEqualTo(last.user());
            assertThat(store.alive(claims.user(), claims.session(), System.currentTimeMillis()))
                    .isTrue();
            assertThat(store.byName("load-" + (COUNT - 1)))
                    .hasValueSatisfying(user -> assertThat(user.id()).isEqualTo(last.user()));
        }
    }
}

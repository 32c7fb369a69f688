package io.minirpc.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import io.minirpc.tests.fuzz.Parrot.Parcel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys of maps may have 256 characters, however many bytes those take. */
class LongKeysTest {
    private static final int MAX_KEY_CHARS = 256;

    @ParameterizedTest
    @EnumSource(Form.class)
    void longestKeysOfMapsTravelInEachForm(Form form) {
        try (RpcServer server = Parrots.server().build().start();
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .wireFormat(form.wireFormat)
                        .build()) {
            for (String unit : List.of("k", "\u0001", "é", "€", "\uffff", "😀")) {
                String key = unit.repeat(MAX_KEY_CHARS / unit.length());
                Parcel parcel = new Parcel("", List.of(), Map.of(key, "value"), 'x', Optional.empty());

                assertThat(new ParrotStub(client).same(parcel)).isEqualTo(parcel);
            }
        }
    }
}

package io.minirpc.tests.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.foreign.Page;
import com.example.foreign.User;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages through a stub, a socket and a server, in every form of the protocol. */
class EchoOverTheWireTest {
    @ParameterizedTest(name = "{0} {1}")
    @EnumSource(WireFormat.class)
    void messagesArriveAsWhatTheyWere(WireFormat format) {
        ServiceBinding binding = ServiceBinding.builder(EchoMethods.SERVICE)
                .blocking(EchoMethods.USERS, users -> users)
                .blocking(EchoMethods.ACCOUNT, account -> account)
                .blocking(EchoMethods.BOXES, boxes -> boxes)
                .blocking(EchoMethods.EVENT, event -> event)
                .build();
        try (RpcServer server = RpcServer.builder()
                        .address("127.0.0.1", 0)
                        .add(binding)
                        .build()
                        .start();
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .wireFormat(format)
                        .build()) {
            Echo echo = new EchoStub(client);
            for (Page<User> page : List.of(Samples.users(), new Page<User>())) {
                assertThat(echo.users(page)).usingRecursiveComparison().isEqualTo(page);
            }
            assertThat(echo.users(null)).isNull();
            assertThat(echo.boxes(Samples.boxes())).usingRecursiveComparison().isEqualTo(Samples.boxes());
            assertThat(Samples.accounts())
                    .allSatisfy(account -> assertThat(echo.account(account))
                            .usingRecursiveComparison()
                            .isEqualTo(account));
            assertThat(Samples.events())
                    .allSatisfy(event -> assertThat(echo.event(event)).isEqualTo(event));
        }
    }
}
